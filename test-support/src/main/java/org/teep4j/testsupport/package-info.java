/**
 * What the tests of several modules share: counting of allocated memory and of exceptions, and the
 * blocks of documents.
 */
@NullMarked
package org.teep4j.testsupport;

import org.jspecify.annotations.NullMarked;
