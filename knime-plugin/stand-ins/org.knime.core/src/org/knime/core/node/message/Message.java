// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/message/Message.java
package org.knime.core.node.message;

import java.util.List;

public final class Message {
  private final String summary;
  private final List<String> resolutions;

  Message(final String summary, final List<String> resolutions) {
    this.summary = summary;
    this.resolutions = List.copyOf(resolutions);
  }

  public static MessageBuilder builder() {
    return new MessageBuilder();
  }

  public static Message fromSummary(final String summary) {
    return new Message(summary, List.of());
  }

  public static Message fromSummaryWithResolution(final String summary, final String... res) {
    return new Message(summary, List.of(res));
  }

  public String getSummary() {
    return summary;
  }

  public List<String> getResolutions() {
    return resolutions;
  }
}
