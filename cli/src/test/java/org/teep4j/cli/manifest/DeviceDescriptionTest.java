package org.teep4j.cli.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.Ec2Key;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.author.Image;

class DeviceDescriptionTest {

  /** A folder with one file. */
  private static final PayloadFiles FILES =
      new PayloadFiles() {
        @Override
        public Bytes read(String name) throws DescriptionException {
          if (!name.equals("app.bin")) {
            throw PayloadFiles.refused(name + ": no such file");
          }
          return Bytes.ofUtf8("the app");
        }

        @Override
        public Image image(String name) throws DescriptionException {
          return Image.of(read(name));
        }
      };

  private static List<String> faults(String json) throws Exception {
    return new SchemaCheck("device-description.schema.json").check(NodeReader.json(json));
  }

  private static DeviceDescription read(String json) throws Exception {
    assertEquals(List.of(), faults(json));
    return DeviceDescription.read(json, FILES);
  }

  @Test
  void theExampleIsADevice() throws Exception {
    DeviceDescription device = read(ManifestDescription.resource("examples/device.json"));
    assertEquals(3, device.components().orElseThrow().size());
  }

  @ParameterizedTest
  @CsvSource({
    "'', ",
    "', \"content\": null', ",
    "', \"content\": \"\"', ''",
    "', \"content\": \"6170\"', ap",
    "', \"content\": {\"text\": \"ap\"}', ap",
    "', \"content_file\": \"app.bin\"', the app"
  })
  void contentsOfNewDevices(String member, String content) throws Exception {
    DeviceDescription device = read("{\"components\": [{\"id\": [\"00\"]" + member + "}]}");
    assertEquals(
        Optional.ofNullable(content).map(Bytes::ofUtf8),
        device
            .components()
            .orElseThrow()
            .get(SuitComponentIdentifier.of(Bytes.fromHex("00")))
            .content());
  }

  @Test
  void keysOfTheDevice() throws Exception {
    Ec2Key pair = CoseKeys.generate(CoseCurve.P256, Ec2Key.class);
    String recipient =
        "{\"kid\": null, \"crv\": \"P-256\", \"x\": \"%s\", \"y\": \"%s\", \"d\": \"%s\"}"
            .formatted(pair.x().toHex(), pair.y().toHex(), pair.d().orElseThrow().toHex());
    DeviceDescription device =
        read(
            "{\"keks\": [{\"kid\": \"01\", \"k\": \"00112233445566778899aabbccddeeff\"}],"
                + " \"recipient_keys\": ["
                + recipient
                + "]}");
    assertEquals(2, device.decryptionKeys().size());
    assertEquals(Optional.of(Bytes.fromHex("01")), device.decryptionKeys().get(0).keyId());
    assertEquals(pair, device.decryptionKeys().get(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'keks': [{'k': '0'}]} | true | line 1, keks[0].k: not an even number",
        "{'keks': [{'kid': '01'}]} | true | line 1, keks[0]: 'k' is missing",
        "{'recipient_keys': [{'crv': 'X25519', 'x': '', 'y': '', 'd': ''}]} | true |"
            + " line 1, recipient_keys[0].crv: the curve is P-256",
        "{'recipient_keys': [{'crv': 'P-256', 'x': '01', 'y': '01', 'd': '01'}]} | false |"
            + " line 1, recipient_keys[0]: no key: ",
        "{'components': [{'id': ['00'], 'content': '', 'content_file': 'app.bin'}]} | false |"
            + " line 1, components[0]: only one of these can be there",
        "{'components': [{'id': ['00'], 'content_file': 'other'}]} | false |"
            + " line 1, components[0].content_file: other: no such file",
        "{'components': [{'id': ['00'], 'offset': 0}]} | true |"
            + " line 1, components[0].offset: 'offset' is not known here",
        "{'max_components': 0} | true | line 1, max_components: a number of components",
        "{'custom_commands': [{'label': -256, 'outcome': 'success'}]} | true |"
            + " line 1, custom_commands[0].label: labels of custom commands",
        "{'vendor_ids': ['d8']} | true | line 1, vendor_ids[0]: neither a UUID"
      })
  void refused(String json, boolean bySchema, String message) throws Exception {
    String quoted = json.replace('\'', '"');
    DescriptionException refused =
        assertThrows(DescriptionException.class, () -> DeviceDescription.read(quoted, FILES));
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith(message),
        () -> String.valueOf(refused.getMessage()));
    assertEquals(bySchema, !faults(quoted).isEmpty());
  }
}
