package cn.yizhan.edge.status;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Remembers the last warnings and errors of the log. May be written and read by any thread. */
public final class RecentTrouble extends AppenderBase<ILoggingEvent> {
  /** Lines remembered. */
  static final int MOST_LINES = 50;

  /** Characters of a line that are remembered. */
  static final int MOST_TEXT = 300;

  private final Deque<AgentStatus.LogLine> lines = new ArrayDeque<>();

  /** Begins to listen to all logging of the process; {@link #remove()} ends it. */
  public static RecentTrouble listen() {
    RecentTrouble trouble = new RecentTrouble();
    trouble.setContext(root().getLoggerContext());
    trouble.setName("recent-trouble");
    trouble.start();
    root().addAppender(trouble);
    return trouble;
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  /** Listens no more. */
  public void remove() {
    root().detachAppender(this);
    stop();
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (!event.getLevel().isGreaterOrEqual(Level.WARN)) {
      return;
    }
    boolean error = event.getLevel().isGreaterOrEqual(Level.ERROR);
    String text = text(event);
    synchronized (lines) {
      AgentStatus.LogLine newest = lines.peekFirst();
      long times = 1;
      if (newest != null && newest.error() == error && newest.text().equals(text)) {
        lines.removeFirst();
        times = newest.times() + 1;
      }
      lines.addFirst(new AgentStatus.LogLine(event.getTimeStamp(), error, text, times));
      if (lines.size() > MOST_LINES) {
        lines.removeLast();
      }
    }
  }

  private static String text(ILoggingEvent event) {
    String name = event.getLoggerName();
    StringBuilder text = new StringBuilder(name.substring(name.lastIndexOf('.') + 1));
    text.append(": ").append(event.getFormattedMessage());
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      text.append(" (").append(thrown.getClassName()).append(": ").append(thrown.getMessage());
      text.append(')');
    }
    return text.length() <= MOST_TEXT ? text.toString() : text.substring(0, MOST_TEXT) + "…";
  }

  /** What is remembered, the newest first. */
  public List<AgentStatus.LogLine> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }
}
