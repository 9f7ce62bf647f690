// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/message/MessageBuilder.java
package org.knime.core.node.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

public final class MessageBuilder {
  private final List<String> resolutions = new ArrayList<>();
  private final List<String> issues = new ArrayList<>();
  private String summary;

  MessageBuilder() { }

  public MessageBuilder withSummary(final String text) {
    summary = text;
    return this;
  }

  public MessageBuilder addTextIssue(final String description) {
    issues.add(description);
    return this;
  }

  public MessageBuilder addResolutions(final String... res) {
    resolutions.addAll(List.of(res));
    return this;
  }

  public long getIssueCount() {
    return issues.size();
  }

  public Optional<Message> build() {
    return summary == null && issues.isEmpty() ? Optional.empty()
        : Optional.of(new Message(summary == null ? issues.get(0) : summary, resolutions));
  }
}
