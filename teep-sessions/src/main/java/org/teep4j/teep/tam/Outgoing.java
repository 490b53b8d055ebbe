package org.teep4j.teep.tam;

import java.util.List;
import org.teep4j.teep.TeepMessage;

/** A message to send, with what waits for its answer. */
record Outgoing(TeepMessage message, List<OutstandingRequest> waiting) {}
