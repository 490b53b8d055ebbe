/**
 * Tests for a platform of one's own: each abstract class states what one interface of the manifest
 * processor promises. A test of an implementation extends it and says how to make or open one.
 *
 * <ul>
 *   <li>{@link org.teep4j.suit.processor.testkit.ComponentStoreContract}: where contents lie
 *   <li>{@link org.teep4j.suit.processor.testkit.ManifestRegistryContract}: what is installed
 *   <li>{@link org.teep4j.suit.processor.testkit.JournalContract}: the progress of a procedure
 *   <li>{@link org.teep4j.suit.processor.testkit.InterruptionContract}: these three together, when
 *       the program ends at any time
 *   <li>{@link org.teep4j.suit.processor.testkit.SlotsContract}: the way back after an update
 *   <li>{@link org.teep4j.suit.processor.testkit.PayloadFetcherContract}: where payloads come from
 * </ul>
 *
 * <p>For the store and journal of a device:
 *
 * <pre>{@code
 * class DeviceStoreTest extends ComponentStoreContract {
 *   private final ComponentStore store =
 *       new MemoryStore()
 *           .with(A)
 *           .with(B)
 *           .with(C);
 *
 *   @Override
 *   protected ComponentStore store() {
 *     return store; // a new one for each test, because JUnit makes a new object for each
 *   }
 * }
 *
 * class DeviceJournalTest extends JournalContract {
 *   private final Journal journal = new MemoryJournal();
 *
 *   @Override
 *   protected Journal open() {
 *     return journal; // as it is after a restart
 *   }
 * }
 * }</pre>
 *
 * <p>The contracts are tests of JUnit Jupiter. They use a platform through its interfaces alone.
 */
@NullMarked
package org.teep4j.suit.processor.testkit;

import org.jspecify.annotations.NullMarked;
