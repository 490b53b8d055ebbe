package org.teep4j.teep.http;

import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of an {@code HttpServer}, each of which has an end.
 *
 * <p>The server of the JDK reads a request, from its first byte to its last, in a thread of its
 * executor, without a limit of time unless a property of the whole JVM sets one. So a thread is
 * interrupted here when it has waited for its client too long, which closes the connection. While
 * other requests wait for a thread, those that have waited longest for their client give way
 * sooner: many slow clients delay others and do not stop them.
 */
final class WatchedExecutor implements Executor, AutoCloseable {

  /** While others wait for a thread, a client has this part of its time. */
  private static final int HURRY = 100;

  private static final ThreadLocal<Exchange> CURRENT = new ThreadLocal<>();

  private final Set<Exchange> running = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor threads;
  private final Thread watch;
  private final long clientTime;

  /**
   * Makes threads.
   *
   * @param number how many there are at most
   * @param waiting how many requests may wait for one; the connection of another one is closed
   * @param clientTime how long a thread waits for a client altogether, for the request and again
   *     for the response
   */
  WatchedExecutor(int number, int waiting, Duration clientTime, ThreadFactory factory) {
    this.clientTime = clientTime.toNanos();
    threads =
        new ThreadPoolExecutor(
            number, number, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), factory);
    threads.allowCoreThreadTimeOut(true);
    watch = factory.newThread(this::watch);
    watch.start();
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(() -> run(task));
  }

  private void run(Runnable task) {
    Exchange exchange = new Exchange();
    CURRENT.set(exchange);
    running.add(exchange);
    try {
      task.run();
    } finally {
      running.remove(exchange);
      exchange.work();
      CURRENT.remove();
    }
  }

  /** The thread has the whole request and now works, for as long as it takes. */
  static void requestHasCome() {
    Exchange exchange = CURRENT.get();
    if (exchange != null) {
      exchange.work();
    }
  }

  /** The thread sends its response, for which the client has the same time again. */
  static void responseBegins() {
    Exchange exchange = CURRENT.get();
    if (exchange != null) {
      exchange.waitForClient();
    }
  }

  /** Whether a request that has come is being answered. */
  boolean isWorking() {
    return running.stream().anyMatch(Exchange::isWorking);
  }

  @Override
  public void close() {
    watch.interrupt();
    threads.shutdown();
  }

  private void watch() {
    long pause = Math.max(clientTime / HURRY / 2, TimeUnit.MILLISECONDS.toNanos(1));
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(pause);
        interruptLate();
      }
    } catch (InterruptedException e) {
      return; // closed
    }
  }

  private void interruptLate() {
    long now = System.nanoTime();
    running.forEach(exchange -> exchange.interruptAfter(clientTime, now));
    int needed = threads.getQueue().size();
    if (needed > 0) {
      running.stream()
          .map(exchange -> new Waiting(exchange, exchange.waited(now)))
          .sorted(Comparator.comparingLong(Waiting::nanos).reversed())
          .limit(needed)
          .forEach(late -> late.exchange.interruptAfter(clientTime / HURRY, now));
    }
  }

  /** How long an exchange has waited at one moment: what is sorted must not change meanwhile. */
  private record Waiting(Exchange exchange, long nanos) {}

  /** A request and its response, in the thread that makes it. */
  private static final class Exchange {

    private final Thread thread = Thread.currentThread();
    private long since = System.nanoTime();
    private boolean waiting = true;

    synchronized void waitForClient() {
      since = System.nanoTime();
      waiting = true;
    }

    synchronized void work() {
      waiting = false;
      Thread.interrupted(); // an interrupt that came too late is not for what comes now
    }

    synchronized boolean isWorking() {
      return !waiting;
    }

    /** How long the client has been waited for; nothing while the thread works. */
    synchronized long waited(long now) {
      return waiting ? now - since : 0;
    }

    synchronized void interruptAfter(long nanos, long now) {
      if (waited(now) > nanos) {
        waiting = false; // one interrupt closes the connection
        thread.interrupt();
      }
    }
  }
}
