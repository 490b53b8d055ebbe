/**
 * Descriptions of manifests in files, from which {@code teep4j manifest create} makes manifests.
 *
 * <p>{@code manifest-description.schema.json} among the resources is the format; {@code examples}
 * beside it has one description for each template.
 */
@NullMarked
package org.teep4j.cli.manifest;

import org.jspecify.annotations.NullMarked;
