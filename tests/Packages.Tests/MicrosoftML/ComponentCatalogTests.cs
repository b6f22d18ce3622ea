using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Packages.Tests.MicrosoftML;

[assembly: LoadableClass(
    typeof(LoadableThing), null, typeof(SignatureLoadModel), "Test thing", LoadableThing.LoaderSignature, "PkgTestThingAlias")]
[assembly: LoadableClass(
    typeof(LoadableThing), typeof(LoadableThingFactory), null, typeof(SignatureLoadModel), "Test factory", "PkgTestFactory")]

namespace Packages.Tests.MicrosoftML;

/// <summary>A model names its loader and the assembly of that, so the catalog finds it in a process that registered nothing.</summary>
public class ComponentCatalogTests
{
    private static readonly string s_thisAssembly = typeof(ComponentCatalogTests).Assembly.GetName().Name!;

    private static MemoryStream Save(string loader, string text, string? alternative = null, string? assembly = null)
    {
        var stream = new MemoryStream();
        var version = new VersionInfo("TESTING ", 1, 1, 1, assembly ?? s_thisAssembly, loader, alternative);
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        ModelSaveContext.Save(writer, context =>
        {
            context.SetVersionInfo(version);
            context.SaveString(text);
        });
        stream.Position = 0;
        return stream;
    }

    private static LoadableThing Load(MemoryStream stream)
    {
        ModelLoadContext.LoadModel<LoadableThing, SignatureLoadModel>(new MLContext(), out LoadableThing thing, stream);
        return thing;
    }

    [Fact]
    public void Private_create_method_is_called_with_environment_and_context()
    {
        LoadableThing thing = Load(Save(LoadableThing.LoaderSignature, "甲"));

        Assert.Equal("甲", thing.Text);
        Assert.NotNull(thing.Environment);
    }

    [Fact]
    public void Another_class_may_be_the_loader()
    {
        Assert.Equal("factory 甲", Load(Save("PkgTestFactory", "甲")).Text);
    }

    [Theory]
    [InlineData("PKGTESTTHING")]
    [InlineData("pkgtestthing")]
    [InlineData("PkgTestThingAlias")]
    public void Names_are_matched_without_regard_to_case(string name)
    {
        Assert.Equal("甲", Load(Save(name, "甲")).Text);
    }

    [Fact]
    public void Alternative_name_is_tried_when_the_first_is_unknown()
    {
        Assert.Equal("甲", Load(Save("PkgTestUnknown", "甲", alternative: LoadableThing.LoaderSignature)).Text);
    }

    [Fact]
    public void Full_name_of_the_assembly_is_understood_too()
    {
        Assert.Equal("甲", Load(Save(LoadableThing.LoaderSignature, "甲", assembly: typeof(ComponentCatalogTests).Assembly.FullName)).Text);
    }

    [Fact]
    public void Unknown_name_is_not_loaded_and_the_stream_is_where_it_was()
    {
        MemoryStream stream = Save("PkgTestUnknown", "甲");

        bool loaded = ModelLoadContext.TryLoadModel<LoadableThing, SignatureLoadModel>(new MLContext(), out LoadableThing thing, stream);

        Assert.False(loaded);
        Assert.Null(thing);
        Assert.Equal(0, stream.Position);
        Assert.Throws<FormatException>(() => Load(stream));
    }

    [Fact]
    public void Component_of_another_kind_is_not_loaded()
    {
        MemoryStream stream = Save(LoadableThing.LoaderSignature, "甲");

        Assert.False(ModelLoadContext.TryLoadModel<ITransformer, SignatureLoadModel>(new MLContext(), out _, stream));
    }

    [Fact]
    public void Assembly_that_is_not_there_is_an_error_that_names_it()
    {
        var e = Assert.Throws<FileNotFoundException>(() => Load(Save("PkgTestThing", "甲", assembly: "No.Such.Assembly")));

        Assert.Contains("No.Such.Assembly", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Failure_that_a_component_reports_comes_out_as_one_of_loading()
    {
        var e = Assert.Throws<InvalidOperationException>(() => Load(Save(LoadableThing.LoaderSignature, "refused")));

        var called = Assert.IsType<TargetInvocationException>(e.InnerException);
        Assert.Equal("why", Assert.IsType<FormatException>(called.InnerException).Message);
    }

    [Fact]
    public void Other_failure_in_a_component_is_an_invocation_error()
    {
        var e = Assert.Throws<TargetInvocationException>(() => Load(Save(LoadableThing.LoaderSignature, "broken")));

        Assert.IsType<InvalidDataException>(e.InnerException);
    }

    [Fact]
    public void Registering_an_assembly_again_changes_nothing()
    {
        ComponentCatalog catalog = new MLContext().ComponentCatalog;

        catalog.RegisterAssembly(typeof(ComponentCatalogTests).Assembly);
        catalog.RegisterAssembly(typeof(ComponentCatalogTests).Assembly);

        Assert.NotNull(catalog.GetLoadableClassInfo<SignatureLoadModel>(LoadableThing.LoaderSignature));
    }

    [Fact]
    public void Catalog_knows_nothing_of_assemblies_that_were_not_registered()
    {
        Assert.Null(new MLContext().ComponentCatalog.GetLoadableClassInfo<SignatureLoadModel>(LoadableThing.LoaderSignature));
    }

    [Fact]
    public void Declaration_is_checked_where_it_is_made()
    {
        Type thing = typeof(LoadableThing);

        Assert.Throws<ArgumentOutOfRangeException>(() => new LoadableClassAttribute(thing, null, typeof(string), "Name"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LoadableClassAttribute(thing, null, typeof(SignatureLoadModel), "Name", " "));
        Assert.Throws<ArgumentNullException>(() => new LoadableClassAttribute(null, null, typeof(SignatureLoadModel), "Name"));
    }

    [Fact]
    public void User_name_is_the_load_name_if_no_other_is_given()
    {
        var declared = new LoadableClassAttribute(typeof(LoadableThing), null, typeof(SignatureLoadModel), "Name");

        Assert.Equal(["Name"], declared.LoadNames);
        Assert.Equal([typeof(ModelLoadContext)], declared.CtorTypes);
        Assert.Same(typeof(LoadableThing), declared.LoaderType);
    }
}

internal sealed class LoadableThing(string text, IHostEnvironment? environment)
{
    internal const string LoaderSignature = "PkgTestThing";

    public string Text => text;

    public IHostEnvironment? Environment => environment;

#pragma warning disable IDE0051 // The catalog calls it.
    private static LoadableThing Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        string text = ctx.LoadString();
        env.CheckDecode(text != "refused", "why");
        return text == "broken" ? throw new InvalidDataException() : new LoadableThing(text, env);
    }
#pragma warning restore IDE0051
}

internal static class LoadableThingFactory
{
    internal static LoadableThing Create(ModelLoadContext ctx) => new($"factory {ctx.LoadString()}", null);
}
