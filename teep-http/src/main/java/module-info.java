/**
 * TEEP over HTTP (draft-ietf-teep-otrp-over-http): the server of a TAM and the client of a device.
 */
module org.teep4j.teep.http {
  requires static transitive org.jspecify;
  requires static jakarta.servlet;
  requires transitive java.net.http;
  requires transitive jdk.httpserver;
  requires transitive org.teep4j.codec;
  requires transitive org.teep4j.suit;
  requires transitive org.teep4j.teep.sessions;

  exports org.teep4j.teep.http;
}
