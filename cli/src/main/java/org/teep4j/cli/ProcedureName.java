package org.teep4j.cli;

import java.util.Locale;
import org.teep4j.suit.processor.Procedure;

/** {@code --procedure}: the procedures by the words of the command line. */
enum ProcedureName {
  UPDATE(Procedure.UPDATE),
  STAGE(Procedure.STAGING),
  INSTALL(Procedure.INSTALLATION),
  INVOKE(Procedure.INVOCATION),
  UNINSTALL(Procedure.UNINSTALL);

  private final Procedure procedure;

  ProcedureName(Procedure procedure) {
    this.procedure = procedure;
  }

  Procedure procedure() {
    return procedure;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
