package org.teep4j.suit.processor;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.teep4j.suit.SuitDigest;

/**
 * A device that can return to what it had before an update, because its components have two slots
 * (A/B images), or because it keeps the old contents elsewhere. After an update it starts the new
 * contents on trial. {@link ManifestProcessor#confirm} keeps them, {@link ManifestProcessor#revert}
 * returns to the old ones. The specifications leave this to the device.
 *
 * <p>There is one trial at a time: while it lasts, nothing else is installed or uninstalled.
 */
public interface Slots {

  /**
   * A device that cannot return: each update is final.
   *
   * @return slots that never have a trial
   */
  static Slots none() {
    return NoSlots.INSTANCE;
  }

  /**
   * The trial that lasts, over restarts as well.
   *
   * @return empty if the contents are those that were confirmed last
   * @throws IOException if the device cannot tell
   */
  Optional<Trial> trial() throws IOException;

  /**
   * Begins a trial, just before {@link ComponentStore#activate} makes its changes: from now on, the
   * device keeps the contents of the components that change. When this returns, {@link #trial} has
   * the trial, after a crash as well. Called only if there is none.
   *
   * @param trial what will be on trial
   * @throws IOException if the old contents cannot be kept; the update is tried again then, until
   *     {@link ManifestProcessor#abandon} gives it up
   */
  void begin(Trial trial) throws IOException;

  /**
   * Gives each component of the trial the content that it had before, if it is not there already: a
   * boot loader may have returned by itself, and a crash may have interrupted this. The trial lasts
   * until {@link #end}.
   *
   * @throws IOException if the device fails
   */
  void restore() throws IOException;

  /**
   * Ends the trial with the contents that there are. The others are not needed any more.
   *
   * @throws IOException if the device fails
   */
  void end() throws IOException;

  /**
   * An update on trial.
   *
   * @param manifest the digest of its root manifest
   * @param changes what it changes, at most one change for a component
   * @param before the manifests that were installed before, for the registry
   */
  record Trial(SuitDigest manifest, List<ComponentChange> changes, List<InstalledManifest> before) {

    /**
     * Copies the lists.
     *
     * @param manifest the digest of the root manifest
     * @param changes what the update changes
     * @param before the manifests that were installed before
     */
    public Trial {
      changes = List.copyOf(changes);
      before = List.copyOf(before);
    }
  }
}
