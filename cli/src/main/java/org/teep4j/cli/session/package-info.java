/** What a TAM and an Agent say to each other and decide, shown to people. */
@NullMarked
package org.teep4j.cli.session;

import org.jspecify.annotations.NullMarked;
