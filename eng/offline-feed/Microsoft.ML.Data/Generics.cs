using System;
using System.Reflection;

namespace Microsoft.ML.Internal.Utilities;

/// <summary>Calls a generic method with type arguments that are known only at run time.</summary>
internal static class Generics
{
    /// <summary>
    /// Calls the method that <paramref name="sample"/> is an instance of, closed over <paramref name="typeArguments"/>.
    /// The sample's own type arguments do not matter; exceptions come out as they were thrown.
    /// </summary>
    public static TResult Call<TResult>(Delegate sample, Type[] typeArguments, params object[] arguments)
    {
        MethodInfo method = sample.Method.GetGenericMethodDefinition().MakeGenericMethod(typeArguments);
        return (TResult)method.Invoke(sample.Target, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
    }

    public static TResult Call<TResult>(Delegate sample, Type typeArgument, params object[] arguments)
        => Call<TResult>(sample, new[] { typeArgument }, arguments);
}
