/**
 * A TEEP Agent.
 *
 * <p>Start with {@link org.teep4j.teep.agent.TeepAgent}.
 */
@NullMarked
package org.teep4j.teep.agent;

import org.jspecify.annotations.NullMarked;
