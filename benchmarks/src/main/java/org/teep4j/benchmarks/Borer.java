package org.teep4j.benchmarks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * io.bullet:borer-core, with the settings it comes with. It is written in Scala, and the compiler
 * of Java cannot read some of its classes. The calls are made through constant method handles,
 * which the virtual machine compiles like other calls.
 */
final class Borer {

  private static final String PACKAGE = "io.bullet.borer.";
  private static final MethodHandle DECODE;
  private static final MethodHandle ENCODE;

  static {
    try {
      Object cbor = module("Cbor$");
      Object input = module("Input$");
      Class<?> dom = Class.forName(PACKAGE + "Dom");
      MethodHandle decode = method(cbor.getClass(), "decode", 2).bindTo(cbor);
      Object provider = method(input.getClass(), "FromByteArrayProvider", 0).invoke(input);
      Object decoder = method(dom, "elementDecoder", 0).invoke();
      MethodHandle to = method(Class.forName(PACKAGE + "DecodingSetup$Api"), "to", 1);
      MethodHandle value = method(Class.forName(PACKAGE + "DecodingSetup$Sealed"), "value", 0);
      decode = MethodHandles.insertArguments(decode, 1, provider);
      decode =
          MethodHandles.filterReturnValue(decode, MethodHandles.insertArguments(to, 1, decoder));
      decode = MethodHandles.filterReturnValue(decode, value);
      DECODE = decode.asType(MethodType.methodType(Object.class, byte[].class));

      MethodHandle encode = method(cbor.getClass(), "encode", 2).bindTo(cbor);
      Object encoder = method(dom, "elementEncoder", 0).invoke();
      encode = MethodHandles.insertArguments(encode, 1, encoder);
      ENCODE =
          MethodHandles.filterReturnValue(
              encode,
              method(Class.forName(PACKAGE + "EncodingSetup$Api"), "toByteArray", 0)
                  .asType(MethodType.methodType(byte[].class, encode.type().returnType())));
    } catch (Throwable e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Borer() {}

  private static Object module(String name) throws ReflectiveOperationException {
    return Class.forName(PACKAGE + name).getField("MODULE$").get(null);
  }

  private static MethodHandle method(Class<?> owner, String name, int parameters)
      throws ReflectiveOperationException {
    Method found =
        Arrays.stream(owner.getMethods())
            .filter(m -> m.getName().equals(name) && m.getParameterCount() == parameters)
            .findFirst()
            .orElseThrow(() -> new NoSuchMethodException(owner + "." + name));
    return MethodHandles.publicLookup().unreflect(found);
  }

  /** Decodes one item to a tree. */
  static Object tree(byte[] input) {
    try {
      return (Object) DECODE.invokeExact(input);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Encodes a tree; its maps keep their order. */
  static byte[] encode(Object tree) {
    try {
      return (byte[]) ENCODE.invokeExact(tree);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
