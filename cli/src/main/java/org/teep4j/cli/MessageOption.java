package org.teep4j.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseHeadersBuilder;
import org.teep4j.cose.CoseLabel;
import picocli.CommandLine.Option;

/** The options of all commands that make messages. */
final class MessageOption {
  @Option(
      names = "--content-type",
      paramLabel = "TYPE",
      description = "Type of the content: a media type, or the number of a CoAP content format.")
  private @Nullable String contentType;

  @Option(names = "--untagged", description = "Do not write the CBOR tag.")
  private boolean untagged;

  @Option(
      names = "--header",
      paramLabel = "LABEL=VALUE",
      description =
          "Parameter of the protected header, the value in diagnostic notation, for example"
              + " --header -70001=h'0102' or --header 'sender=\"a\"'. Can be repeated.")
  private List<String> protectedParameters = new ArrayList<>();

  @Option(
      names = "--unprotected-header",
      paramLabel = "LABEL=VALUE",
      description = "The same for the unprotected header.")
  private List<String> unprotectedParameters = new ArrayList<>();

  boolean untagged() {
    return untagged;
  }

  CoseHeaders headers() throws UsageException {
    return build(headersBuilder());
  }

  /** Builds headers, of which the user has given some. */
  static CoseHeaders build(CoseHeadersBuilder headers) throws UsageException {
    try {
      return headers.build();
    } catch (IllegalArgumentException refused) {
      throw new UsageException("--header: " + refused.getMessage());
    }
  }

  CoseHeadersBuilder headersBuilder() throws UsageException {
    CoseHeadersBuilder headers = CoseHeaders.builder();
    if (contentType != null) {
      boolean number = contentType.matches("[0-9]{1,5}");
      headers.contentType(
          number ? CoseLabel.of(Long.parseLong(contentType)) : CoseLabel.of(contentType));
    }
    for (String parameter : protectedParameters) {
      headers.protect(label(parameter), value(parameter));
    }
    for (String parameter : unprotectedParameters) {
      headers.unprotect(label(parameter), value(parameter));
    }
    return headers;
  }

  private static CoseLabel label(String parameter) throws UsageException {
    int end = parameter.indexOf('=');
    if (end < 1) {
      throw new UsageException("--header: " + parameter + ": not LABEL=VALUE");
    }
    return LabelName.of(parameter.substring(0, end));
  }

  private static Bytes value(String parameter) throws UsageException {
    try {
      return Edn.parse(parameter.substring(parameter.indexOf('=') + 1));
    } catch (DecodeException refused) {
      throw new UsageException(
          "--header: " + parameter + ": the value is no notation: " + refused.getMessage());
    }
  }
}
