package org.teep4j.cose;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.teep4j.codec.Bytes;

/** Four threads that do the same at once, each with a payload of its own. */
final class InThreads {

  static final int THREADS = 4;

  @FunctionalInterface
  interface Use {
    void of(Bytes payload) throws Exception;
  }

  private InThreads() {}

  /** Each thread does it so many times; what one of them throws is thrown. */
  static void repeat(int times, Use use) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        Bytes own = Bytes.ofUtf8("payload of thread " + thread);
        done.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < times; i++) {
                    use.of(own);
                  }
                  return null;
                }));
      }
      for (Future<?> each : done) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }
  }
}
