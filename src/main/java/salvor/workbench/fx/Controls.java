package salvor.workbench.fx;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/**
 * Controls as the workbench uses them: each says what it is to the eye, to the pointer and to a
 * screen reader.
 */
public final class Controls {
  private Controls() {}

  /**
   * A button.
   *
   * @param text its text, with a mnemonic
   * @param meaning what it does, in a sentence: tooltip and accessible help
   */
  public static Button button(String text, String meaning, Runnable act) {
    Button button = new Button(text);
    explain(button, meaning);
    button.setOnAction(_ -> act.run());
    return button;
  }

  /** A button that is only an icon, the name of a style class of the sheet. */
  public static Button iconButton(String icon, String meaning, Runnable act) {
    Button button = new Button();
    button.setGraphic(icon(icon));
    button.getStyleClass().add("icon-button");
    button.setAccessibleText(meaning);
    Tooltip.install(button, new Tooltip(meaning));
    button.setOnAction(_ -> act.run());
    return button;
  }

  /** A toggle with a text that has a mnemonic. */
  public static ToggleButton toggle(String text, String meaning) {
    ToggleButton toggle = new ToggleButton(text);
    explain(toggle, meaning);
    return toggle;
  }

  /** A label of a style class. */
  public static Label label(String text, String... styles) {
    Label label = new Label(text);
    label.getStyleClass().addAll(styles);
    return label;
  }

  /**
   * A label that is cut in its middle where there is no room, down to this width; its tooltip has
   * all of it.
   */
  public static Label cut(String text, double least, String... styles) {
    Label label =
        new Label(text) {
          @Override
          protected double computeMinWidth(double height) {
            return Math.min(prefWidth(height), least);
          }
        };
    label.getStyleClass().addAll(styles);
    label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    Tooltip whole = new Tooltip();
    whole.setWrapText(true);
    whole.setMaxWidth(700);
    whole.textProperty().bind(label.textProperty());
    label.setTooltip(whole);
    return label;
  }

  /** A label that breaks its lines. */
  public static Label paragraph(String text, String... styles) {
    Label label = label(text, styles);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  /**
   * A shape drawn by the style sheet ({@code -fx-shape}), that is a decoration of something with a
   * text.
   */
  public static Region icon(String style) {
    Region icon = new Region();
    icon.getStyleClass().addAll("icon", style);
    icon.setMouseTransparent(true);
    return icon;
  }

  /** Takes the room that is left. */
  public static Region spring() {
    Region spring = new Region();
    HBox.setHgrow(spring, Priority.ALWAYS);
    return spring;
  }

  /** Keeps what a region draws inside of it. */
  public static void clip(Region region) {
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(region.widthProperty());
    clip.heightProperty().bind(region.heightProperty());
    region.setClip(clip);
  }

  /** Says what a node is for: tooltip, and help for a screen reader. */
  public static void explain(Node node, String meaning) {
    node.setAccessibleHelp(meaning);
    Tooltip.install(node, new Tooltip(meaning));
  }
}
