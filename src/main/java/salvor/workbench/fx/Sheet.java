package salvor.workbench.fx;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;

/** A window of its own above another, for what is to be done before that one goes on. */
public final class Sheet {
  private Sheet() {}

  /**
   * Opens it; Escape closes it.
   *
   * @param owner a node of the window that waits
   */
  public static Stage open(Node owner, String title, Region content) {
    return open(owner, title, content, 820, 600);
  }

  /** The same for what needs so much room, as far as that is there. */
  public static Stage open(Node owner, String title, Region content, double width, double height) {
    Window below = owner.getScene().getWindow();
    Stage stage = new Stage();
    stage.initOwner(below);
    stage.initModality(Modality.WINDOW_MODAL);
    stage.setTitle(title + " - Salvor");
    Scene scene =
        new Scene(
            content,
            Math.min(Scale.px(width), below.getWidth() - 40),
            Math.min(Scale.px(height), below.getHeight() - 40));
    scene.getStylesheets().setAll(owner.getScene().getStylesheets());
    scene.getPreferences().setColorScheme(owner.getScene().getPreferences().getColorScheme());
    content.setStyle(Scale.style());
    scene.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            stage.close();
          }
        });
    stage.setScene(scene);
    stage.show();
    return stage;
  }
}
