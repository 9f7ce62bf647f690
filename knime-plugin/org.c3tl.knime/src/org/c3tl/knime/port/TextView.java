package org.c3tl.knime.port;

import java.awt.BorderLayout;
import java.awt.Font;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;

/** A port's view: text that can be scrolled and copied. */
final class TextView {
  private TextView() { }

  static JComponent of(String title, String text) {
    JTextArea area = new JTextArea(text);
    area.setEditable(false);
    area.setFont(new Font(Font.MONOSPACED, Font.PLAIN, area.getFont().getSize()));
    area.setCaretPosition(0);
    JPanel panel = new JPanel(new BorderLayout());
    panel.setName(title);
    panel.add(new JScrollPane(area));
    return panel;
  }
}
