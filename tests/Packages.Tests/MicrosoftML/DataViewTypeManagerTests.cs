using Microsoft.ML;
using Microsoft.ML.Data;

namespace Packages.Tests.MicrosoftML;

/// <summary>Column types of one's own.</summary>
public class DataViewTypeManagerTests
{
    private readonly MLContext _context = new();

    [Fact]
    public void Registered_type_makes_a_column_and_comes_back()
    {
        DataViewTypeManager.Register(new SentenceType(), typeof(Sentence));
        var sentence = new Sentence("一二三");
        IDataView view = _context.Data.LoadFromEnumerable([new Row { Sentence = sentence }]);

        Assert.IsType<SentenceType>(view.Schema[nameof(Row.Sentence)].Type);
        Assert.Same(sentence, view.Values<Sentence>(nameof(Row.Sentence)).Single());
        Assert.Same(sentence, _context.Data.CreateEnumerable<Row>(view, reuseRowObject: false).Single().Sentence);
    }

    [Fact]
    public void Same_pair_may_be_registered_again_and_another_not()
    {
        DataViewTypeManager.Register(new SentenceType(), typeof(Sentence));
        DataViewTypeManager.Register(new SentenceType(), typeof(Sentence));

        Assert.Throws<ArgumentOutOfRangeException>(() => DataViewTypeManager.Register(new SentenceType(), typeof(Other)));
    }

    [Theory]
    [InlineData(typeof(int))]
    [InlineData(typeof(string))]
    [InlineData(typeof(ReadOnlyMemory<char>))]
    public void Built_in_types_are_taken(Type type)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DataViewTypeManager.Register(new SentenceType(), type));
    }

    [Fact]
    public void Attribute_registers_the_type_of_its_member()
    {
        IDataView view = _context.Data.LoadFromEnumerable([new Marked { Word = new Word("一") }]);

        Assert.IsType<WordType>(view.Schema[nameof(Marked.Word)].Type);
        Assert.Equal("一", view.Values<Word>(nameof(Marked.Word)).Single().Text);
    }

    public sealed record Sentence(string Text);

    public sealed record Word(string Text);

    public sealed record Other;

    public sealed class SentenceType() : StructuredDataViewType(typeof(Sentence))
    {
        public override bool Equals(DataViewType? other) => other is SentenceType;

        public override bool Equals(object? obj) => obj is SentenceType;

        public override int GetHashCode() => 1;
    }

    public sealed class WordType() : StructuredDataViewType(typeof(Word))
    {
        public override bool Equals(DataViewType? other) => other is WordType;

        public override bool Equals(object? obj) => obj is WordType;

        public override int GetHashCode() => 2;
    }

    [AttributeUsage(AttributeTargets.Property)]
    public sealed class WordTypeAttribute : DataViewTypeAttribute
    {
        public override void Register() => DataViewTypeManager.Register(new WordType(), typeof(Word), this);

        public override bool Equals(DataViewTypeAttribute? other) => other is WordTypeAttribute;

        public override bool Equals(object? obj) => obj is WordTypeAttribute;

        public override int GetHashCode() => 3;
    }

    public class Row
    {
        public Sentence? Sentence { get; set; }
    }

    public class Marked
    {
        [WordType]
        public Word? Word { get; set; }
    }
}
