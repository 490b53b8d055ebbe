/**
 * A device whose state lies in files: components, registry and journal in one folder, which survive
 * crashes at any point. Start with {@link org.teep4j.suit.processor.file.FilePlatform}.
 */
@NullMarked
package org.teep4j.suit.processor.file;

import org.jspecify.annotations.NullMarked;
