package salvor.workbench;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * Whether everybody can read a screen: every control says what it is, words stand out from their
 * ground (WCAG 2.2: 4.5 to 1), and none is cut off without a tooltip that has the whole of it.
 */
final class Legibility {
  private static final double READABLE = 4.5;
  private static final String TOOLTIP = "javafx.scene.control.Tooltip";

  private final List<String> complaints = new ArrayList<>();

  private Legibility() {}

  /** What is wrong with a screen, one line each; on the JavaFX thread. */
  static List<String> complaints(Scene scene) {
    Legibility walk = new Legibility();
    walk.node(scene.getRoot(), false);
    return walk.complaints;
  }

  private void node(Node node, boolean scrolled) {
    if (!node.isVisible() || node.getOpacity() == 0 || isEmpty(node)) {
      return;
    }
    if (node.isFocusTraversable() && !node.isDisabled() && !says(node)) {
      complaints.add("says nothing: " + node);
    }
    if (node instanceof Labeled labeled && !isDisabled(node)) {
      words(labeled, scrolled);
    }
    if (node instanceof Parent parent) {
      boolean inside = scrolled || node instanceof ScrollPane || node instanceof IndexedCell<?>;
      parent.getChildrenUnmodifiable().forEach(child -> node(child, inside));
    }
  }

  private static boolean isEmpty(Node node) {
    Bounds bounds = node.getLayoutBounds();
    return bounds.getWidth() < 1 || bounds.getHeight() < 1;
  }

  private static boolean isDisabled(Node node) {
    return node.isDisabled();
  }

  private static boolean says(Node node) {
    boolean text = node instanceof Labeled l && l.getText() != null && !l.getText().isBlank();
    return text || (node.getAccessibleText() != null && !node.getAccessibleText().isBlank());
  }

  private void words(Labeled labeled, boolean scrolled) {
    Text text = text(labeled);
    if (text == null || text.getText().isBlank() || labeled.getText() == null) {
      return;
    }
    String whole = plain(labeled);
    boolean cut = !text.getText().equals(whole);
    if (cut && !explained(labeled) && !scrolled) {
      complaints.add("cut off: \"" + whole + "\" shows \"" + text.getText() + "\"");
    }
    if (!scrolled && overflows(labeled)) {
      complaints.add("does not fit: \"" + whole + "\" in " + labeled.getParent());
    }
    if (text.getFill() instanceof Color ink) {
      Color ground = ground(labeled);
      double opacity = opacity(labeled) * ink.getOpacity();
      double contrast = contrast(ink.interpolate(ground, 1 - opacity), ground);
      if (contrast < READABLE) {
        complaints.add(
            String.format("contrast %.1f of \"%s\": %s on %s", contrast, whole, ink, ground));
      }
    }
  }

  /** The text that the control's skin shows. */
  private static @Nullable Text text(Labeled labeled) {
    return labeled.getChildrenUnmodifiable().stream()
        .filter(child -> child instanceof Text)
        .map(Text.class::cast)
        .findFirst()
        .orElse(null);
  }

  private static String plain(Labeled labeled) {
    String text = labeled.getText();
    int sign = labeled.isMnemonicParsing() ? text.indexOf('_') : -1;
    return sign < 0 ? text : text.substring(0, sign) + text.substring(sign + 1);
  }

  private static boolean explained(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      boolean own = at instanceof Control control && control.getTooltip() != null;
      if (own || at.getProperties().containsKey(TOOLTIP)) {
        return true;
      }
    }
    return false;
  }

  private static boolean overflows(Labeled labeled) {
    Parent parent = labeled.getParent();
    if (!(parent instanceof Region region)) {
      return false;
    }
    Bounds in = labeled.getBoundsInParent();
    return in.getMaxX() > region.getWidth() + 1 || in.getMaxY() > region.getHeight() + 1;
  }

  private static double opacity(Node node) {
    double opacity = 1;
    for (Node at = node; at != null; at = at.getParent()) {
      opacity *= at.getOpacity();
    }
    return opacity;
  }

  /** The colour behind a node, of the nearest ground that hides what is below it. */
  private static Color ground(Node node) {
    Color over = Color.TRANSPARENT;
    for (Node at = node; at != null; at = at.getParent()) {
      if (at instanceof Region region && region.getBackground() != null) {
        List<BackgroundFill> fills = region.getBackground().getFills();
        for (int i = fills.size() - 1; i >= 0; i--) {
          if (fills.get(i).getFill() instanceof Color colour) {
            over = mixed(over, colour);
            if (over.getOpacity() > 0.99) {
              return over;
            }
          }
        }
      }
    }
    return mixed(over, Color.WHITE);
  }

  private static Color mixed(Color over, Color under) {
    double rest = (1 - over.getOpacity()) * under.getOpacity();
    double opacity = over.getOpacity() + rest;
    if (opacity == 0) {
      return Color.TRANSPARENT;
    }
    return new Color(
        (over.getRed() * over.getOpacity() + under.getRed() * rest) / opacity,
        (over.getGreen() * over.getOpacity() + under.getGreen() * rest) / opacity,
        (over.getBlue() * over.getOpacity() + under.getBlue() * rest) / opacity,
        Math.min(1, opacity));
  }

  private static double contrast(Color one, Color other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(Color colour) {
    return 0.2126 * linear(colour.getRed())
        + 0.7152 * linear(colour.getGreen())
        + 0.0722 * linear(colour.getBlue());
  }

  private static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
  }
}
