package org.teep4j.cli;

import org.jspecify.annotations.Nullable;
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

  boolean untagged() {
    return untagged;
  }

  CoseHeaders headers() {
    return headersBuilder().build();
  }

  CoseHeadersBuilder headersBuilder() {
    CoseHeadersBuilder headers = CoseHeaders.builder();
    if (contentType != null) {
      boolean number = contentType.matches("[0-9]{1,5}");
      headers.contentType(
          number ? CoseLabel.of(Long.parseLong(contentType)) : CoseLabel.of(contentType));
    }
    return headers;
  }
}
