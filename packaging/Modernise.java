import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Gives the classes of a jar the version and the stack maps of a class file of today, so that the
 * JDK's AOT cache takes them: it leaves out classes older than Java 6. picocli is compiled for Java
 * 5, and loading and verifying it anew took an eighth of a second at every start.
 *
 * <p>{@code java packaging/Modernise.java JAR...}; a jar without old classes is not changed.
 */
final class Modernise {
  private static final int JAVA_6 = 50;

  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      Path path = Path.of(jar).toAbsolutePath();
      Path fresh = path.resolveSibling(path.getFileName() + ".part");
      Files.copy(path, fresh, StandardCopyOption.REPLACE_EXISTING);
      boolean changed;
      try (FileSystem inside = FileSystems.newFileSystem(URI.create("jar:" + fresh.toUri()), Map.of())) {
        changed = modernise(inside.getPath("/"));
      }
      if (changed) {
        Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.delete(fresh);
      }
    }
  }

  private static boolean modernise(Path root) throws IOException {
    List<Path> classes;
    try (Stream<Path> all = Files.walk(root)) {
      classes = all.filter(p -> p.toString().endsWith(".class")).toList();
    }
    ClassHierarchyResolver known =
        ClassHierarchyResolver.ofResourceParsing(
                type -> open(root.resolve(type.descriptorString().substring(1).replace(";", "") + ".class")))
            .orElse(ClassHierarchyResolver.defaultResolver());
    ClassFile files =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(known),
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
    boolean changed = false;
    for (Path path : classes) {
      var old = files.parse(Files.readAllBytes(path));
      if (old.majorVersion() < JAVA_6) {
        Files.write(
            path,
            files.transformClass(
                old,
                ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                    .andThen(Modernise::withVersion)));
        changed = true;
      }
    }
    return changed;
  }

  private static void withVersion(ClassBuilder builder, ClassElement element) {
    if (element instanceof ClassFileVersion) {
      builder.withVersion(ClassFile.latestMajorVersion(), 0);
    } else {
      builder.with(element);
    }
  }

  private static InputStream open(Path file) {
    try {
      return Files.exists(file) ? Files.newInputStream(file) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
