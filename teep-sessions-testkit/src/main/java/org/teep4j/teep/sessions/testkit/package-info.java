/**
 * Contracts of the interfaces that an application implements, as tests to extend.
 *
 * <pre>{@code
 * class DatabaseStoreTest extends TamStoreContract {
 *   @Override
 *   protected TamStore newStore() {
 *     return new MemoryTamStore(); // in your test, your own store, empty
 *   }
 * }
 * }</pre>
 */
@NullMarked
package org.teep4j.teep.sessions.testkit;

import org.jspecify.annotations.NullMarked;
