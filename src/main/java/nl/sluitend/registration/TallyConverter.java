package nl.sluitend.registration;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts per word as text: word and count, one pair a line. */
@Converter
class TallyConverter implements AttributeConverter<Map<String, Long>, String> {

    @Override
    public String convertToDatabaseColumn(Map<String, Long> tally) {
        return new TreeMap<>(tally)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("\n"));
    }

    @Override
    public Map<String, Long> convertToEntityAttribute(String text) {
        Map<String, Long> tally = new TreeMap<>();
        text.lines()
                .forEach(
                        line -> {
                            int split = line.lastIndexOf('=');
                            tally.put(
                                    line.substring(0, split),
                                    Long.valueOf(line.substring(split + 1)));
                        });
        return tally;
    }
}
