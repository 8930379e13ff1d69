package salvor.workbench.commands;

import java.util.function.Supplier;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import salvor.workbench.fx.FollowsPreferences;

/** A paragraph that names keys: those that do it now. */
public final class KeyedText extends Label implements FollowsPreferences {
  private final Supplier<String> words;

  /**
   * @param words what it says, asked again when a preference changes
   */
  public KeyedText(Supplier<String> words, String... styles) {
    this.words = words;
    setWrapText(true);
    setMinHeight(Region.USE_PREF_SIZE);
    getStyleClass().addAll(styles);
    // the commands are complete when the window shows what they are for
    sceneProperty().subscribe(_ -> preferencesChanged());
  }

  @Override
  public void preferencesChanged() {
    setText(words.get());
  }
}
