/** Manifests for tests, and the requests to stage what they want. */
package org.teep4j.suit.processor.authoring;
