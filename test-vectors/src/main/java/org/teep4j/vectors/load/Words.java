package org.teep4j.vectors.load;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.teep4j.vectors.CoseExpectation.Admission;
import org.teep4j.vectors.NotationFeature;
import org.teep4j.vectors.NotationSyntax;
import org.teep4j.vectors.SuitRule;
import org.teep4j.vectors.VectorKind;

/** The closed lists of words in this project's own format. */
final class Words {
  private Words() {}

  static VectorKind kind(Fields fields, String name) throws VectorFormatException {
    return constant(fields, name, fields.text(name), VectorKind.values(), VectorKind::word);
  }

  static SuitRule suitRule(Fields fields, String name) throws VectorFormatException {
    return constant(fields, name, fields.text(name), SuitRule.values(), SuitRule::word);
  }

  static NotationSyntax syntax(Fields fields, String name) throws VectorFormatException {
    return constant(fields, name, fields.text(name), NotationSyntax.values(), NotationSyntax::word);
  }

  static List<NotationFeature> features(Fields fields, String name) throws VectorFormatException {
    List<NotationFeature> features = new ArrayList<>();
    for (String word : fields.texts(name)) {
      features.add(constant(fields, name, word, NotationFeature.values(), NotationFeature::word));
    }
    return features;
  }

  static Admission admission(Fields fields, String name, String word) throws VectorFormatException {
    return constant(fields, name, word, Admission.values(), Admission::word);
  }

  private static <E> E constant(
      Fields fields, String name, String word, E[] constants, Function<E, String> wordOf)
      throws VectorFormatException {
    for (E constant : constants) {
      if (wordOf.apply(constant).equals(word)) {
        return constant;
      }
    }
    throw fields.error("\"" + name + "\" does not know \"" + word + "\"");
  }
}
