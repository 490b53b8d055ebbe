package org.teep4j.suit.processor.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentSource;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.ComponentChange;
import org.teep4j.suit.processor.ComponentStore;
import org.teep4j.suit.processor.ContentSink;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.processor.Journal;
import org.teep4j.suit.processor.ManifestRegistry;
import org.teep4j.suit.processor.testkit.InterruptionContract.Device;

/** A device whose program ends before one of its changes. */
final class StoppingDevice {

  private final Device device;
  private int left;

  /**
   * Makes a device.
   *
   * @param changes how many changes are made before the program ends
   */
  StoppingDevice(Device device, int changes) {
    this.device = device;
    this.left = changes;
  }

  private void change() {
    if (left <= 0) {
      throw new Stopped(); // and again: finally blocks of a program that has ended do nothing
    }
    left--;
  }

  Device device() {
    return new Device(new Store(), new Registry(), new StoppingJournal());
  }

  private final class Registry implements ManifestRegistry {

    @Override
    public List<InstalledManifest> manifests() throws IOException {
      return device.registry().manifests();
    }

    @Override
    public void replace(List<InstalledManifest> manifests) throws IOException {
      change();
      device.registry().replace(manifests);
    }
  }

  private final class StoppingJournal implements Journal {

    @Override
    public List<Bytes> records() throws IOException {
      return device.journal().records();
    }

    @Override
    public void append(Bytes entry) throws IOException {
      change();
      device.journal().append(entry);
    }

    @Override
    public void clear() throws IOException {
      change();
      device.journal().clear();
    }
  }

  private final class Store implements ComponentStore {

    @Override
    public boolean supports(SuitComponentIdentifier component) {
      return device.store().supports(component);
    }

    @Override
    public Optional<ContentSource> content(SuitComponentIdentifier component) throws IOException {
      return device.store().content(component);
    }

    @Override
    public ContentSink stage(StagingRequest request) throws IOException {
      change();
      return new Sink(device.store().stage(request));
    }

    @Override
    public ContentSink resume(StagingRequest request) throws IOException {
      change();
      return new Sink(device.store().resume(request));
    }

    @Override
    public void copy(StagingRequest request, ContentSource source) throws IOException {
      change();
      device.store().copy(request, source);
    }

    @Override
    public ContentSource staged(String name) throws IOException {
      return device.store().staged(name);
    }

    @Override
    public void discardStaged() throws IOException {
      change();
      device.store().discardStaged();
    }

    @Override
    public void activate(List<ComponentChange> changes) throws IOException {
      change();
      device.store().activate(changes);
    }
  }

  private final class Sink implements ContentSink {

    private final ContentSink sink;

    Sink(ContentSink sink) {
      this.sink = sink;
    }

    private final OutputStream stream =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            change();
            sink.stream().write(bytes, offset, length);
          }
        };

    @Override
    public OutputStream stream() {
      return stream;
    }

    @Override
    public long position() {
      return sink.position();
    }

    @Override
    public void complete() throws IOException {
      change();
      sink.complete();
    }

    @Override
    public void close() throws IOException {
      if (left > 0) {
        sink.close();
      }
    }
  }
}
