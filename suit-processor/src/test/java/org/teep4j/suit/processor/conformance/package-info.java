/**
 * Tests that an author of a platform extends: each abstract class states what one interface
 * promises. Nothing here uses more than the public interfaces.
 */
package org.teep4j.suit.processor.conformance;
