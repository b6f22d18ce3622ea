using Microsoft.ML;
using Microsoft.ML.Data;
using TextModelConsumer;

// Loads a model zip and prints, for each text given, what the column holds that the model writes.
if (args is not [string model, string column, .. string[] texts])
{
    Console.Error.WriteLine("TextModelConsumer takes the path of a model zip, the name of a text column that it writes, and texts.");
    return 2;
}

var ml = new MLContext(seed: 1);
ITransformer transformer = ml.Model.Load(model, out _);
IDataView view = transformer.Transform(ml.Data.LoadFromEnumerable(texts.Select(text => new Input { Source = text, Text = text })));
foreach (string written in view.GetColumn<string>(column))
{
    Console.WriteLine(written);
}

return 0;
