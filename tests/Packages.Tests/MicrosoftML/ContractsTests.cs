using Microsoft.ML.Runtime;

namespace Packages.Tests.MicrosoftML;

/// <summary>Which exception a broken rule becomes; what loads and checks models relies on the families.</summary>
public class ContractsTests
{
    [Fact]
    public void State_that_is_wrong_is_an_invalid_operation()
    {
        Assert.Throws<InvalidOperationException>(() => Contracts.Check(false));
        Assert.Equal("why", Assert.Throws<InvalidOperationException>(() => Contracts.Check(false, "why")).Message);
        Contracts.Check(true, "why");
    }

    [Fact]
    public void Data_that_cannot_be_decoded_are_a_format_error()
    {
        Assert.Throws<FormatException>(() => Contracts.CheckDecode(false));
        Assert.Equal("why", Assert.Throws<FormatException>(() => Contracts.CheckDecode(false, "why")).Message);
    }

    [Fact]
    public void Arguments_that_are_wrong_are_named()
    {
        Assert.Equal("name", Assert.Throws<ArgumentOutOfRangeException>(() => Contracts.CheckParam(false, "name")).ParamName);
        Assert.Equal("name", Assert.Throws<ArgumentOutOfRangeException>(() => Contracts.CheckUserArg(false, "name", "why")).ParamName);
        Assert.Equal("name", Assert.Throws<ArgumentNullException>(() => Contracts.CheckValue<string?>(null, "name")).ParamName);
        Assert.Equal("name", Assert.Throws<ArgumentNullException>(() => Contracts.CheckRef<string?>(null, "name")).ParamName);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Empty_text_is_refused(string? text)
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => Contracts.CheckNonEmpty(text, "name"));

        Assert.StartsWith("name cannot be null or empty", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Contracts.CheckNonWhiteSpace(text, "name"));
    }

    [Fact]
    public void Blank_text_is_not_empty_but_white_space()
    {
        Assert.Equal(" ", Contracts.CheckNonEmpty(" ", "name"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Contracts.CheckNonWhiteSpace(" ", "name"));
    }

    [Fact]
    public void Empty_arrays_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Contracts.CheckNonEmpty(Array.Empty<int>(), "name"));
        Assert.Equal([1], Contracts.CheckNonEmpty(new[] { 1 }, "name"));
    }

    [Fact]
    public void Files_that_fail_are_an_io_error()
    {
        Assert.Equal("why", Assert.Throws<IOException>(() => Contracts.CheckIO(false, "why")).Message);
    }

    [Fact]
    public void Missing_column_and_wrong_type_have_one_wording()
    {
        Exception missing = Contracts.ExceptSchemaMismatch("inputSchema", "input", "Text");
        Exception wrong = Contracts.ExceptSchemaMismatch("inputSchema", "input", "Text", "String", "Int32");

        Assert.Equal("inputSchema", Assert.IsType<ArgumentOutOfRangeException>(missing).ParamName);
        Assert.StartsWith("Could not find input column 'Text'", missing.Message, StringComparison.Ordinal);
        Assert.IsType<ArgumentOutOfRangeException>(wrong);
        Assert.StartsWith("Schema mismatch for input column 'Text': expected String, got Int32", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_are_composed_of_their_arguments()
    {
        Assert.Equal("1 of 2.5", Contracts.Except("{0} of {1}", 1, 2.5).Message);
        Assert.Equal("1 of 2", Contracts.ExceptDecode("{0} of {1}", 1, 2).Message);
    }

    [Fact]
    public void Exceptions_are_marked_as_thrown_on_purpose()
    {
        Assert.True(Contracts.Except("why").IsMarked());
        Assert.True(Contracts.ExceptParam("name").IsMarked());
        Assert.False(new InvalidOperationException().IsMarked());
    }

    [Fact]
    public void Exceptions_go_through_the_context()
    {
        var context = new Context();

        Exception e = context.Except("why");

        Assert.Same(e, context.Seen);
        Assert.Throws<FormatException>(() => context.CheckDecode(false));
        Assert.IsType<FormatException>(context.Seen);
    }

    private sealed class Context : IExceptionContext
    {
        public Exception? Seen { get; private set; }

        public string ContextDescription => "Test";

        public TException Process<TException>(TException ex)
            where TException : Exception
        {
            Seen = ex;
            return ex;
        }
    }
}
