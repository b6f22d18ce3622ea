using System.Globalization;
using System.Reflection;
using System.Text;

namespace MlNetSeq2Seq.Tests.Shared;

/// <summary>The public surface of an assembly as text: a line a member, in an order that does not depend on the compiler.</summary>
internal static class PublicApiText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

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
            $"The public surface of {assembly.GetName().Name} is not that of {approvedFile}. Where the change is meant, run the test once with "
            + $"UPDATE_PUBLIC_API=1 and tell it in CHANGELOG.md:\n{string.Join('\n', differences)}");
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
        IEnumerable<Type> bases = type.IsEnum || type.IsValueType || type.BaseType is null || type.BaseType == typeof(object) ? [] : [type.BaseType];
        string[] names = [.. bases.Concat(type.GetInterfaces().Where(candidate => candidate.IsVisible)).Select(Name).Order(StringComparer.Ordinal)];
        return $"{kind} {type.Namespace}.{Name(type)}{(names.Length == 0 ? string.Empty : " : " + string.Join(", ", names))}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => string.Create(CultureInfo.InvariantCulture, $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}"));
        }

        return type.GetConstructors(Declared).Where(IsVisible).Select(constructor => $"{type.Name}({Parameters(constructor)})")
            .Concat(type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily).Select(field =>
                $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : string.Empty)}{Name(field.FieldType)} {field.Name}{(field.IsLiteral ? $" = {field.GetRawConstantValue()}" : string.Empty)}"))
            .Concat(type.GetProperties(Declared).Where(property => property.GetAccessors(nonPublic: true).Any(IsVisible)).Select(Describe))
            .Concat(type.GetEvents(Declared).Where(candidate => IsVisible(candidate.AddMethod!)).Select(candidate => $"event {Name(candidate.EventHandlerType!)} {candidate.Name}"))
            .Concat(type.GetMethods(Declared).Where(method => IsVisible(method) && IsWritten(method)).Select(Describe));
    }

    // Accessors are told by their properties; what the compiler adds to records is the same for all of them.
    private static bool IsWritten(MethodInfo method) =>
        (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && !method.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false)
        && method.Name is not ("<Clone>$" or "PrintMembers");

    private static bool IsVisible(MethodBase? method) => method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static string Describe(PropertyInfo property)
    {
        MethodInfo? setter = property.SetMethod;
        bool isInit = setter?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)) == true;
        bool isRequired = property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute), inherit: false);
        string accessors = (IsVisible(property.GetMethod) ? "get; " : string.Empty) + (IsVisible(setter) ? isInit ? "init; " : "set; " : string.Empty);
        string parameters = property.GetIndexParameters() is { Length: > 0 } indexes ? $"[{string.Join(", ", indexes.Select(Describe))}]" : string.Empty;
        string modifiers = (isRequired ? "required " : string.Empty) + ((property.GetMethod ?? setter)!.IsStatic ? "static " : string.Empty);
        return $"{modifiers}{Name(property.PropertyType)} {property.Name}{parameters} {{ {accessors}}}";
    }

    private static string Describe(MethodInfo method)
    {
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : string.Empty;
        string modifiers = method.IsStatic ? "static " : method.DeclaringType!.IsInterface || !method.IsAbstract ? string.Empty : "abstract ";
        return $"{modifiers}{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Describe));

    private static string Describe(ParameterInfo parameter)
    {
        string modifier = parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref " : string.Empty;
        string value = parameter.HasDefaultValue
            ? string.Create(CultureInfo.InvariantCulture, $" = {(parameter.RawDefaultValue is null ? "default" : parameter.RawDefaultValue)}")
            : string.Empty;
        return $"{modifier}{Name(parameter.ParameterType)} {parameter.Name}{value}";
    }

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
