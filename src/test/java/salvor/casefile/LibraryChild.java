package salvor.casefile;

import java.nio.file.Path;

/** Another program that keeps versions of a baseline, until it is ended or has kept all. */
final class LibraryChild {
  private LibraryChild() {}

  static void main(String[] args) throws Exception {
    BaselineLibrary library = BaselineLibraryTest.library(Path.of(args[0]));
    for (int i = 0; i < Integer.parseInt(args[1]); i++) {
      BaselineLibraryTest.keep(library, BaselineLibraryTest.profile("web", "/child/" + i));
      System.out.println(i);
      System.out.flush();
    }
  }
}
