package salvor.workbench.fx;

import java.net.URL;
import java.util.Objects;
import javafx.application.ColorScheme;
import javafx.scene.Scene;

/**
 * Light or dark. One style sheet serves both: its tokens change inside {@code @media
 * (prefers-color-scheme: dark)}.
 */
public enum Theme {
  /** As the desktop is set. */
  SYSTEM,
  LIGHT,
  DARK;

  /** The style sheet of every window. */
  public static String styleSheet() {
    URL sheet = Theme.class.getResource("/salvor/workbench/salvor.css");
    return Objects.requireNonNull(sheet, "salvor.css is part of the program").toExternalForm();
  }

  /** Gives a scene the style sheet in this theme. */
  public void applyTo(Scene scene) {
    if (!scene.getStylesheets().contains(styleSheet())) {
      scene.getStylesheets().add(styleSheet());
    }
    scene
        .getPreferences()
        .setColorScheme(
            switch (this) {
              case SYSTEM -> null;
              case LIGHT -> ColorScheme.LIGHT;
              case DARK -> ColorScheme.DARK;
            });
  }

  /** Whether a scene is dark at present. */
  public static boolean isDark(Scene scene) {
    return scene.getPreferences().getColorScheme() == ColorScheme.DARK;
  }
}
