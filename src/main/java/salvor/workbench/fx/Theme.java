package salvor.workbench.fx;

import java.net.URL;
import java.util.Objects;
import javafx.application.ColorScheme;
import javafx.collections.ListChangeListener;
import javafx.scene.Scene;
import javafx.stage.Popup;
import javafx.stage.PopupWindow;
import javafx.stage.Window;

/**
 * Light or dark. One style sheet serves both: its tokens change inside {@code @media
 * (prefers-color-scheme: dark)}.
 */
public enum Theme {
  /** As the desktop is set. */
  SYSTEM,
  LIGHT,
  DARK;

  static {
    Window.getWindows()
        .addListener(
            (ListChangeListener<Window>)
                change -> {
                  while (change.next()) {
                    change.getAddedSubList().forEach(Theme::asItsOwner);
                  }
                });
  }

  /**
   * Menus, tooltips and sheets have scenes of their own, which would stay in the desktop's theme.
   */
  private static void asItsOwner(Window window) {
    Window owner = window;
    while (owner instanceof PopupWindow popup && popup.getOwnerWindow() != null) {
      owner = popup.getOwnerWindow();
    }
    if (window instanceof Popup && window.getScene() != null) {
      window.getScene().getRoot().setStyle(Scale.style()); // others take it from their owner
    }
    if (window instanceof PopupWindow && owner.getScene() != null) {
      window
          .getScene()
          .getPreferences()
          .setColorScheme(owner.getScene().getPreferences().getColorScheme());
    }
  }

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
