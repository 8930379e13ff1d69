package salvor.workbench.commands;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;

/**
 * A button for what a command does too: it says which keys do it now, on hover and to a screen
 * reader.
 */
public final class KeyedButton extends Button implements FollowsPreferences {
  private final Commands commands;
  private final String id;
  private final Tooltip tip = new Tooltip();
  private String meaning;

  private KeyedButton(Commands commands, String id, String meaning, Runnable act) {
    this.commands = commands;
    this.id = id;
    this.meaning = meaning;
    setTooltip(tip);
    setOnAction(_ -> act.run());
    // the commands are complete when the window shows what they are for
    sceneProperty().subscribe(_ -> preferencesChanged());
  }

  /**
   * A button with a text.
   *
   * @param id the command's; one that there is not has no keys
   * @param text its text, with a mnemonic
   * @param meaning what it does, without the keys
   */
  public static KeyedButton text(
      Commands commands, String id, String text, String meaning, Runnable act) {
    KeyedButton button = new KeyedButton(commands, id, meaning, act);
    button.setText(text);
    return button;
  }

  /** A button that is only an icon, the name of a style class of the sheet. */
  public static KeyedButton icon(
      Commands commands, String id, String icon, String meaning, Runnable act) {
    KeyedButton button = new KeyedButton(commands, id, meaning, act);
    button.setGraphic(Controls.icon(icon));
    button.getStyleClass().add("icon-button");
    return button;
  }

  /** Says from now on that it does something else. */
  public void means(String now) {
    meaning = now;
    preferencesChanged();
  }

  @Override
  public void preferencesChanged() {
    String keys = commands.words(id);
    String hint = keys.isEmpty() ? meaning : meaning + " (" + keys + ")";
    tip.setText(hint);
    if (getGraphic() == null) {
      setAccessibleHelp(hint);
    } else {
      setAccessibleText(hint);
    }
  }
}
