package org.teep4j.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Prints the version of the jar. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("(not packaged)");
    return new String[] {"teep4j " + version, "Java " + Runtime.version()};
  }
}
