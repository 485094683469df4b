package dev.colloquy.access;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What each resource method asks for. JAX-RS annotations may stand on an interface of the resource, and so may {@link
 * RequiresScope}. A method's own goes before that of its class. Safe for use by many threads.
 */
final class ScopeRules {
    private final Map<Method, Rule> known = new ConcurrentHashMap<>();

    /**
     * What a method asks for.
     *
     * @param open for everybody
     * @param scope for those who have it; absent, and not open: for nobody
     */
    record Rule(boolean open, Optional<Scope> scope) {}

    Rule of(Class<?> resource, Method method) {
        return known.computeIfAbsent(method, m -> find(resource, m));
    }

    private static Rule find(Class<?> resource, Method method) {
        List<Class<?>> types = new ArrayList<>();
        collect(resource, types);
        collect(method.getDeclaringClass(), types);
        if (types.stream().anyMatch(type -> type.isAnnotationPresent(AuthenticatesItself.class))) {
            return new Rule(true, Optional.empty());
        }
        Optional<Scope> own = first(types, type -> declared(type, method));
        return new Rule(false, own.or(() -> first(types, type -> type.getAnnotation(RequiresScope.class))));
    }

    private static Optional<Scope> first(List<Class<?>> types, Function<Class<?>, RequiresScope> annotation) {
        return types.stream()
                .flatMap(type -> Optional.ofNullable(annotation.apply(type)).stream())
                .findFirst()
                .map(RequiresScope::value);
    }

    private static RequiresScope declared(Class<?> type, Method method) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(method.getName())
                        && Arrays.equals(candidate.getParameterTypes(), method.getParameterTypes()))
                .map(candidate -> candidate.getAnnotation(RequiresScope.class))
                .filter(annotation -> annotation != null)
                .findFirst()
                .orElse(null);
    }

    private static void collect(Class<?> type, List<Class<?>> types) {
        if (type == null || types.contains(type)) {
            return;
        }
        types.add(type);
        collect(type.getSuperclass(), types);
        for (Class<?> implemented : type.getInterfaces()) {
            collect(implemented, types);
        }
    }
}
