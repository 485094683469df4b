package dev.colloquy.benchmark.docs;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Reads settings out of the source of {@code @ConfigMapping} interfaces: names, types, defaults and their Javadoc. */
final class SettingsSource {
    private SettingsSource() {}

    /** One {@code @ConfigMapping} interface of a module. */
    record Group(String prefix, String description, List<Setting> settings) {}

    /** One setting. An absent default means that the setting is required, unless it is optional. */
    record Setting(String name, String type, boolean optional, Optional<String> defaultValue, String description) {
        String environmentName() {
            return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9<>]", "_");
        }
    }

    /** The interfaces below a source folder, by prefix. */
    static List<Group> read(Path sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Group> groups = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(interfacesBelow(sources)));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new MappingScanner(docs, groups).scan(unit, null);
            }
        }
        groups.sort(Comparator.comparing(Group::prefix));
        return groups;
    }

    private static List<Path> interfacesBelow(Path sources) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                if (Files.readString(file).contains("@ConfigMapping(")) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static final class MappingScanner extends TreePathScanner<Void, Void> {
        private final DocTrees docs;
        private final List<Group> groups;
        private ClassTree outermost;

        MappingScanner(DocTrees docs, List<Group> groups) {
            this.docs = docs;
            this.groups = groups;
        }

        @Override
        public Void visitClass(ClassTree tree, Void unused) {
            argument(tree.getModifiers().getAnnotations(), "ConfigMapping").ifPresent(prefix -> {
                List<Setting> settings = new ArrayList<>();
                outermost = tree;
                addSettings(prefix, getCurrentPath(), tree, settings);
                groups.add(new Group(prefix, description(getCurrentPath()), settings));
            });
            return null;
        }

        private void addSettings(String prefix, TreePath path, ClassTree mapping, List<Setting> settings) {
            for (Tree member : mapping.getMembers()) {
                if (!(member instanceof MethodTree method) || method.getBody() != null) {
                    continue;
                }
                TreePath methodPath = new TreePath(path, method);
                String name = prefix + "."
                        + argument(method.getModifiers().getAnnotations(), "WithName")
                                .orElseGet(() -> kebab(method.getName().toString()));
                String type = method.getReturnType().toString();
                Optional<ClassTree> nested = nested(valueType(type));
                if (nested.isPresent()) {
                    addSettings(name + key(type), new TreePath(path, nested.get()), nested.get(), settings);
                } else {
                    settings.add(new Setting(
                            name + (type.startsWith("Map<") ? key(type) : ""),
                            valueType(type),
                            type.startsWith("Optional") || type.startsWith("Map<") || type.startsWith("List<"),
                            argument(method.getModifiers().getAnnotations(), "WithDefault"),
                            description(methodPath)));
                }
            }
        }

        private Optional<ClassTree> nested(String type) {
            return outermost.getMembers().stream()
                    .filter(ClassTree.class::isInstance)
                    .map(ClassTree.class::cast)
                    .filter(inner -> inner.getKind() == Tree.Kind.INTERFACE)
                    .filter(inner -> inner.getSimpleName().contentEquals(type))
                    .findFirst();
        }

        private static String key(String type) {
            if (type.startsWith("Map<")) {
                return ".<name>";
            }
            return type.startsWith("List<") ? "[n]" : "";
        }

        private static String valueType(String type) {
            return switch (type) {
                case "OptionalInt" -> "int";
                case "OptionalLong" -> "long";
                case "Set<String>", "Optional<Set<String>>", "List<String>" -> "list";
                default -> type.replaceFirst("^(Optional|List)<(.*)>$", "$2").replaceFirst("^Map<\\w+, ?(.*)>$", "$1");
            };
        }

        private static String kebab(String name) {
            return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        }

        private static Optional<String> argument(List<? extends AnnotationTree> annotations, String name) {
            return annotations.stream()
                    .filter(annotation ->
                            annotation.getAnnotationType().toString().equals(name))
                    .findFirst()
                    .map(annotation -> value(annotation.getArguments().get(0)));
        }

        private static String value(ExpressionTree argument) {
            ExpressionTree value =
                    argument instanceof AssignmentTree assignment ? assignment.getExpression() : argument;
            return value instanceof com.sun.source.tree.LiteralTree literal
                    ? String.valueOf(literal.getValue())
                    : value.toString();
        }

        private String description(TreePath path) {
            DocCommentTree comment = docs.getDocCommentTree(path);
            if (comment == null) {
                return "";
            }
            return comment.getFullBody().stream()
                    .map(MappingScanner::text)
                    .collect(Collectors.joining())
                    .replaceAll("\\s+", " ")
                    .strip();
        }

        private static String text(DocTree tree) {
            if (tree instanceof LiteralTree literal) {
                return "`" + literal.getBody().getBody() + "`";
            }
            if (tree instanceof LinkTree link) {
                return "`" + link.getReference().getSignature() + "`";
            }
            return switch (tree.getKind()) {
                case START_ELEMENT, END_ELEMENT -> " ";
                default -> tree.toString();
            };
        }
    }
}
