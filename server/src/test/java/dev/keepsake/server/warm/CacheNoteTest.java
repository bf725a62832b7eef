package dev.keepsake.server.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CacheNoteTest {
  private static final String KEY = "/jdk 25.0.3+9 /app/keepsake-server.jar";

  @TempDir private Path folder;
  private CacheNote note;
  private Path main;
  private Path library;
  private Jars jars;

  @BeforeEach
  void makeJars() throws IOException {
    note = new CacheNote(folder.resolve("jdk.note"), KEY);
    main = Files.createFile(folder.resolve("main.jar"));
    library = Files.createFile(folder.resolve("library.jar"));
    for (Path jar : List.of(main, library)) {
      Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(60)));
    }
    jars = look();
  }

  @Test
  void noted_cache_is_current_for_the_same_key_alone() throws IOException {
    Path cache = put("first.aot");

    assertThat(note.current(jars)).contains(cache);
    assertThat(new CacheNote(note.file(), "another JDK").current(jars)).isEmpty();
  }

  /// What the launcher's shell script reads: the cache's name, then the key, each on a line.
  @Test
  void note_is_two_lines() throws IOException {
    put("first.aot");

    assertThat(note.file()).hasContent("first.aot\n" + KEY + "\n");
  }

  @Test
  void library_that_was_changed_since_makes_it_worthless() throws IOException {
    put("first.aot");

    Files.setLastModifiedTime(library, FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(note.current(look())).isEmpty();
  }

  /// An archive keeps the times of its build, which may be long before the note was written.
  @ParameterizedTest
  @ValueSource(longs = {-3_600, -1, 1, 3_600})
  void main_jar_of_another_build_makes_it_worthless(long secondsLater) throws IOException {
    put("first.aot");

    Instant other = jars.built().toInstant().plusSeconds(secondsLater);
    Files.setLastModifiedTime(main, FileTime.from(other));

    assertThat(note.current(look())).isEmpty();
  }

  @Test
  void main_jar_that_was_replaced_while_it_was_recorded_makes_it_worthless() throws IOException {
    Files.setLastModifiedTime(main, FileTime.from(Instant.now().minusSeconds(30)));

    put("first.aot"); // for the jars as they were

    assertThat(note.current(look())).isEmpty();
  }

  @Test
  void jars_of_a_clock_that_is_ahead_are_older_than_their_note_all_the_same() throws IOException {
    FileTime ahead = FileTime.from(Instant.now().plusSeconds(3_600));
    Files.setLastModifiedTime(main, ahead);
    Files.setLastModifiedTime(library, ahead);
    jars = look();

    Path cache = put("first.aot");

    assertThat(note.current(jars)).contains(cache);
  }

  @Test
  void cache_that_was_deleted_is_not_current() throws IOException {
    Files.delete(put("first.aot"));

    assertThat(note.current(jars)).isEmpty();
  }

  @Test
  void failure_is_noted_by_an_empty_name() throws IOException {
    note.putFailure(jars);

    assertThat(note.file()).hasContent("\n" + KEY + "\n");
    assertThat(note.current(jars)).isEmpty();
  }

  @Test
  void what_no_note_names_is_removed_with_what_was_cut_off() throws IOException {
    Path old = put("first.aot");
    Path cache = put("second.aot");
    Path others = put(new CacheNote(folder.resolve("other.note"), "other"), "other.aot");
    Path left = Files.createDirectory(folder.resolve("recording-1.part"));
    Files.createFile(left.resolve("seen"));

    note.removeOthers();

    assertThat(List.of(old, left)).noneMatch(Files::exists);
    assertThat(List.of(cache, others, note.file())).allMatch(Files::exists);
  }

  @Test
  void key_is_one_line() {
    Path file = note.file();

    assertThatThrownBy(() -> new CacheNote(file, "two\nlines"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Jars look() throws IOException {
    return Jars.at(main, List.of(library));
  }

  private Path put(String name) throws IOException {
    return put(note, name);
  }

  private Path put(CacheNote note, String name) throws IOException {
    Path aside = Files.createDirectories(folder.resolve("aside"));
    note.put(Files.writeString(aside.resolve(name), "cache"), jars);
    return folder.resolve(name);
  }
}
