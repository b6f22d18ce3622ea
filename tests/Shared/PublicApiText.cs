using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace MlNetSeq2Seq.Tests.Shared;

/// <summary>The public surface of an assembly as text: a line a member, in an order that does not depend on the compiler.</summary>
internal static class PublicApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Compares the surface with the approved text; with UPDATE_PUBLIC_API=1 in the environment writes the text instead.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="approvedFile">The approved text, from the root of the repository.</param>
    public static void AssertApproved(Assembly assembly, string approvedFile)
    {
        string path = RepositoryFolder.Path(approvedFile);
        string actual = Of(assembly);
        if (Environment.GetEnvironmentVariable("UPDATE_PUBLIC_API") == "1")
        {
            File.WriteAllText(path, actual);
        }

        string[] approvedLines = File.Exists(path) ? File.ReadAllLines(path) : [];
        string[] actualLines = actual.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] differences =
        [
            .. approvedLines.Except(actualLines, StringComparer.Ordinal).Where(line => line.Length > 0).Select(line => "- " + line),
            .. actualLines.Except(approvedLines, StringComparer.Ordinal).Select(line => "+ " + line),
        ];
        Assert.True(
            differences.Length == 0,
            $"The public surface of {assembly.GetName().Name} is not that of {approvedFile}. Where the change is meant, run the test once "
            + $"with UPDATE_PUBLIC_API=1 and tell it in CHANGELOG.md:\n{string.Join('\n', differences)}");
    }

    /// <summary>The public surface: a line for each type and, indented and with its type, for each member.</summary>
    /// <param name="assembly">The assembly.</param>
    public static string Of(Assembly assembly)
    {
        StringBuilder text = new();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Describe(type)).Append('\n');
            foreach (string member in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(type.Name).Append(": ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Describe(Type type)
    {
        string kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        bool hasBase = !type.IsEnum && !type.IsValueType && type.BaseType is not null && type.BaseType != typeof(object);
        IEnumerable<Type> bases = hasBase ? [type.BaseType!] : [];
        IEnumerable<Type> interfaces = type.IsEnum ? [] : type.GetInterfaces().Where(face => face.IsVisible && !IsEquatable(face));
        string[] names = [.. bases.Concat(interfaces).Select(Name).Order(StringComparer.Ordinal)];
        return $"{kind} {type.Namespace}.{Name(type)}{(names.Length == 0 ? string.Empty : " : " + string.Join(", ", names))}";
    }

    private static IEnumerable<string> Members(Type type) => type.IsEnum
        ? type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"{field.Name} = {Literal(field.GetRawConstantValue())}")
        : type.GetConstructors(Declared).Where(IsVisible).Select(constructor => $"{type.Name}({Parameters(constructor)})")
            .Concat(type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily).Select(Describe))
            .Concat(type.GetProperties(Declared).Where(IsWritten).Select(Describe))
            .Concat(type.GetEvents(Declared).Where(happening => IsVisible(happening.AddMethod)).Select(Describe))
            .Concat(type.GetMethods(Declared).Where(method => IsVisible(method) && IsWritten(method)).Select(Describe));

    private static bool IsEquatable(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEquatable<>);

    // Accessors are told by their properties; what the compiler adds to records is the same for all of them.
    private static bool IsWritten(MethodInfo method) =>
        (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && !method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && method.Name is not ("<Clone>$" or "PrintMembers");

    private static bool IsWritten(PropertyInfo property) =>
        property.Name != "EqualityContract" && property.GetAccessors(nonPublic: true).Any(IsVisible);

    private static bool IsVisible(MethodBase? method) =>
        method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static string Describe(FieldInfo field)
    {
        string modifiers = field.IsLiteral ? "const " : field.IsStatic ? "static " : string.Empty;
        string value = field.IsLiteral ? $" = {Literal(field.GetRawConstantValue())}" : string.Empty;
        return $"{modifiers}{Name(field.FieldType)} {field.Name}{value}";
    }

    private static string Describe(EventInfo happening) => $"event {Name(happening.EventHandlerType!)} {happening.Name}";

    private static string Describe(PropertyInfo property)
    {
        MethodInfo? setter = property.SetMethod;
        bool isInit = setter?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string modifiers = (property.IsDefined(typeof(RequiredMemberAttribute), inherit: false) ? "required " : string.Empty)
            + ((property.GetMethod ?? setter)!.IsStatic ? "static " : string.Empty);
        string accessors = (IsVisible(property.GetMethod) ? "get; " : string.Empty)
            + (!IsVisible(setter) ? string.Empty : isInit ? "init; " : "set; ");
        ParameterInfo[] indexes = property.GetIndexParameters();
        string parameters = indexes.Length > 0 ? $"[{string.Join(", ", indexes.Select(Describe))}]" : string.Empty;
        return $"{modifiers}{Name(property.PropertyType)} {property.Name}{parameters} {{ {accessors}}}";
    }

    private static string Describe(MethodInfo method)
    {
        bool isAbstract = method.IsAbstract && !method.DeclaringType!.IsInterface;
        string modifiers = method.IsStatic ? "static " : isAbstract ? "abstract " : string.Empty;
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : string.Empty;
        return $"{modifiers}{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Describe));

    private static string Describe(ParameterInfo parameter)
    {
        string modifier = parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref " : string.Empty;
        string value = parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue)}" : string.Empty;
        return $"{modifier}{Name(parameter.ParameterType)} {parameter.Name}{value}";
    }

    private static string Literal(object? value) => value switch
    {
        null => "default",
        char unit => $"'\\u{(int)unit:X4}'",
        string text => $"\"{text}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        string name = type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        return type.IsGenericType
            ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : name;
    }
}
