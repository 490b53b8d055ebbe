/** CBOR as a page: the bytes beside the notation. */
@NullMarked
package org.teep4j.cli.html;

import org.jspecify.annotations.NullMarked;
