package salvor.training;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/**
 * What a recorded incident is about, without reading all of it.
 *
 * @param folder the folder of the sample
 * @param title what it is called
 * @param description what goes on, without giving anything away
 * @param attacked whether somebody attacks
 * @param spread whether another pod is entered as well, which was not recorded
 */
public record Scenario(
    Path folder, String title, String description, boolean attacked, boolean spread) {
  /**
   * That of a sample.
   *
   * @throws IOException when its description cannot be read; the message names it
   */
  public static Scenario of(Path folder) throws IOException {
    JsonNode told = new RecordedFiles(folder).document("practice/scenario.json");
    return new Scenario(
        folder,
        told.path("title").asString(String.valueOf(folder.getFileName())),
        told.path("description").asString(""),
        told.has("attack"),
        told.has(AlsoEntered.MEMBER));
  }
}
