/**
 * JMH benchmarks of this library beside other CBOR libraries, on the same bytes. What is compared
 * is checked to be equal before it is timed.
 */
@NullMarked
package org.teep4j.benchmarks;

import org.jspecify.annotations.NullMarked;
