package dev.fasynclens.eclipse.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static final String[] LANGUAGES = {"", "_ja", "_zh_CN"};
  private static final Pattern PLACE = Pattern.compile("\\{\\d}");

  @Test
  void everythingIsSaidInEachLanguage() throws Exception {
    Set<String> fields =
        Arrays.stream(Words.class.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .map(java.lang.reflect.Field::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    for (String language : LANGUAGES) {
      Properties words = read("/dev/fasynclens/eclipse/words/words" + language + ".properties");
      assertEquals(fields, new TreeSet<>(words.stringPropertyNames()), language);
    }
  }

  @Test
  void namesInThePluginHaveEachLanguage() throws Exception {
    Set<String> names = read("/plugin.properties").stringPropertyNames();
    assertFalse(names.isEmpty());
    for (String language : LANGUAGES) {
      assertEquals(names, read("/plugin" + language + ".properties").stringPropertyNames());
    }
  }

  @Test
  void placesToFillInAreTheSameInEachLanguage() throws Exception {
    Properties english = read("/dev/fasynclens/eclipse/words/words.properties");
    for (String language : LANGUAGES) {
      Properties words = read("/dev/fasynclens/eclipse/words/words" + language + ".properties");
      for (String name : english.stringPropertyNames()) {
        assertEquals(
            places(english.getProperty(name)), places(words.getProperty(name)), name + language);
      }
    }
  }

  private static Set<String> places(String text) {
    return PLACE.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
  }

  private static Properties read(String name) throws IOException {
    try (InputStream in = Words.class.getResourceAsStream(name)) {
      Properties properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return properties;
    }
  }
}
