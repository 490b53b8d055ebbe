package org.teep4j.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The URL of a TAM on the command line. */
final class TamUrl {
  private static final int LARGEST_PORT = 65_535;

  private TamUrl() {}

  static URI parse(String url) throws UsageException {
    try {
      URI uri = new URI(url);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (uri.getHost() != null
          && uri.getPort() <= LARGEST_PORT
          && (scheme.equals("http") || scheme.equals("https"))) {
        return uri;
      }
    } catch (URISyntaxException refused) {
      // Refused below.
    }
    throw new UsageException(url + ": no URL for http or https");
  }
}
