package org.teep4j.teep.http;

import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.io.TempDir;

/** The servlet in Tomcat. */
class TomcatServletTest extends HttpServerContract {

  @TempDir Path folder;

  private final Tomcat tomcat = new Tomcat();

  @Override
  int start(TeepHttpHandler handler) throws Exception {
    tomcat.setBaseDir(folder.toString());
    tomcat.setHostname("localhost");
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", folder.toString());
    Tomcat.addServlet(context, "teep", new TeepServlet(handler)).addMapping("/tam");
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }
}
