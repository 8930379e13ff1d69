package salvor.workbench.containment;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import salvor.workbench.fx.Controls;

/** Says what a look from inside leaves in a pod, and asks for the toolbox where it is not known. */
public final class ToolboxField extends VBox {
  private static final String LEAVES =
      "Stays in each pod until it ends: an ephemeral container with the toolbox, which shares the"
          + " pod's network and sees the processes of one container (by what the cluster lets: root"
          + " with SYS_PTRACE, NET_ADMIN and NET_RAW, or the target's user). Its node keeps the"
          + " image. Nothing is written into the pod's own containers.";

  /**
   * @param id what the ids of its controls begin with
   */
  ToolboxField(ToolboxChoice toolbox, String id) {
    Label leaves = Controls.paragraph(LEAVES, "muted");
    leaves.setId(id + "-leaves");
    getChildren().add(leaves);
    setSpacing(4);
    if (!toolbox.isGiven()) {
      TextField image = image(toolbox, id);
      Label label = new Label("_Toolbox");
      label.setMnemonicParsing(true);
      label.setLabelFor(image);
      label.setMinWidth(USE_PREF_SIZE);
      HBox.setHgrow(image, Priority.ALWAYS);
      HBox line = new HBox(8, label, image);
      line.setAlignment(Pos.CENTER_LEFT);
      getChildren().add(line);
    }
  }

  /**
   * Where the image is named, by hand or as it was kept.
   *
   * @param id what its id begins with
   */
  public static TextField image(ToolboxChoice toolbox, String id) {
    TextField image = new TextField(toolbox.text().get());
    image.setId(id + "-toolbox");
    image.setPromptText("IMAGE@sha256:DIGEST of the toolbox, which the node pulls");
    image.setAccessibleText("Image of the toolbox, by its digest");
    image.textProperty().subscribe(text -> toolbox.text().set(text));
    toolbox
        .text()
        .when(image.sceneProperty().isNotNull())
        .subscribe(text -> {
          if (!text.equals(image.getText())) {
            image.setText(text);
          }
        });
    return image;
  }
}
