/** Where the command is reached from. */
@NullMarked
package org.teep4j.cli;

import org.jspecify.annotations.NullMarked;
