using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Microsoft.ML.Runtime
{
    /// <summary>Marks what a component throws, so that a host can tell it from an accident and say where it came from.</summary>
    public interface IExceptionContext
    {
        string ContextDescription { get; }

        TException Process<TException>(TException ex)
            where TException : Exception;
    }

    /// <summary>
    /// The one place that decides which exception a broken rule becomes: InvalidOperationException for state, the ArgumentException
    /// family for callers, FormatException for data that cannot be decoded, IOException for files.
    /// </summary>
    internal static partial class Contracts
    {
        public const string IsMarkedKey = "ML_IsMarked";

        public static TException Mark<TException>(TException ex)
            where TException : Exception
        {
            ex.Data[IsMarkedKey] = 1;
            return ex;
        }

        public static bool IsMarked(this Exception ex) => ex.Data.Contains(IsMarkedKey);

        public static Exception Except() => Process(new InvalidOperationException());

        public static Exception Except(this IExceptionContext ctx) => Process(new InvalidOperationException(), ctx);

        public static Exception Except(string msg) => Process(new InvalidOperationException(msg));

        public static Exception Except(this IExceptionContext ctx, string msg) => Process(new InvalidOperationException(msg), ctx);

        public static Exception Except(string msg, params object[] args) => Except(Format(msg, args));

        public static Exception Except(this IExceptionContext ctx, string msg, params object[] args) => ctx.Except(Format(msg, args));

        public static Exception Except(Exception inner, string msg) => Process(new InvalidOperationException(msg, inner));

        public static Exception Except(this IExceptionContext ctx, Exception inner, string msg) =>
            Process(new InvalidOperationException(msg, inner), ctx);

        public static Exception Except(Exception inner, string msg, params object[] args) => Except(inner, Format(msg, args));

        public static Exception Except(this IExceptionContext ctx, Exception inner, string msg, params object[] args) =>
            ctx.Except(inner, Format(msg, args));

        public static Exception ExceptUserArg(string name) => ExceptParam(name);

        public static Exception ExceptUserArg(this IExceptionContext ctx, string name) => ctx.ExceptParam(name);

        public static Exception ExceptUserArg(string name, string msg) => ExceptParam(name, msg);

        public static Exception ExceptUserArg(this IExceptionContext ctx, string name, string msg) => ctx.ExceptParam(name, msg);

        public static Exception ExceptUserArg(string name, string msg, params object[] args) => ExceptParam(name, Format(msg, args));

        public static Exception ExceptUserArg(this IExceptionContext ctx, string name, string msg, params object[] args) =>
            ctx.ExceptParam(name, Format(msg, args));

        public static Exception ExceptParam(string paramName) => Process(new ArgumentOutOfRangeException(paramName));

        public static Exception ExceptParam(this IExceptionContext ctx, string paramName) =>
            Process(new ArgumentOutOfRangeException(paramName), ctx);

        public static Exception ExceptParam(string paramName, string msg) => Process(new ArgumentOutOfRangeException(paramName, msg));

        public static Exception ExceptParam(this IExceptionContext ctx, string paramName, string msg) =>
            Process(new ArgumentOutOfRangeException(paramName, msg), ctx);

        public static Exception ExceptParam(string paramName, string msg, params object[] args) =>
            ExceptParam(paramName, Format(msg, args));

        public static Exception ExceptParam(this IExceptionContext ctx, string paramName, string msg, params object[] args) =>
            ctx.ExceptParam(paramName, Format(msg, args));

        public static Exception ExceptValue(string paramName) => Process(new ArgumentNullException(paramName));

        public static Exception ExceptValue(this IExceptionContext ctx, string paramName) =>
            Process(new ArgumentNullException(paramName), ctx);

        public static Exception ExceptValue(string paramName, string msg) => Process(new ArgumentNullException(paramName, msg));

        public static Exception ExceptValue(this IExceptionContext ctx, string paramName, string msg) =>
            Process(new ArgumentNullException(paramName, msg), ctx);

        public static Exception ExceptDecode() => Process(new FormatException());

        public static Exception ExceptDecode(this IExceptionContext ctx) => Process(new FormatException(), ctx);

        public static Exception ExceptDecode(string msg) => Process(new FormatException(msg));

        public static Exception ExceptDecode(this IExceptionContext ctx, string msg) => Process(new FormatException(msg), ctx);

        public static Exception ExceptDecode(string msg, params object[] args) => ExceptDecode(Format(msg, args));

        public static Exception ExceptDecode(this IExceptionContext ctx, string msg, params object[] args) =>
            ctx.ExceptDecode(Format(msg, args));

        public static Exception ExceptDecode(Exception inner, string msg) => Process(new FormatException(msg, inner));

        public static Exception ExceptDecode(this IExceptionContext ctx, Exception inner, string msg) =>
            Process(new FormatException(msg, inner), ctx);

        public static Exception ExceptDecode(Exception inner, string msg, params object[] args) => ExceptDecode(inner, Format(msg, args));

        public static Exception ExceptDecode(this IExceptionContext ctx, Exception inner, string msg, params object[] args) =>
            ctx.ExceptDecode(inner, Format(msg, args));

        public static Exception ExceptIO() => Process(new IOException());

        public static Exception ExceptIO(this IExceptionContext ctx) => Process(new IOException(), ctx);

        public static Exception ExceptIO(string msg) => Process(new IOException(msg));

        public static Exception ExceptIO(this IExceptionContext ctx, string msg) => Process(new IOException(msg), ctx);

        public static Exception ExceptNotSupp() => Process(new NotSupportedException());

        public static Exception ExceptNotSupp(this IExceptionContext ctx) => Process(new NotSupportedException(), ctx);

        public static Exception ExceptNotSupp(string msg) => Process(new NotSupportedException(msg));

        public static Exception ExceptNotSupp(this IExceptionContext ctx, string msg) => Process(new NotSupportedException(msg), ctx);

        public static Exception ExceptNotSupp(string msg, params object[] args) => ExceptNotSupp(Format(msg, args));

        public static Exception ExceptNotSupp(this IExceptionContext ctx, string msg, params object[] args) =>
            ctx.ExceptNotSupp(Format(msg, args));

        public static Exception ExceptSchemaMismatch(string paramName, string columnRole, string columnName) =>
            ExceptParam(paramName, Missing(columnRole, columnName));

        public static Exception ExceptSchemaMismatch(this IExceptionContext ctx, string paramName, string columnRole, string columnName) =>
            ctx.ExceptParam(paramName, Missing(columnRole, columnName));

        public static Exception ExceptSchemaMismatch(
            string paramName, string columnRole, string columnName, string expectedType, string actualType) =>
            ExceptParam(paramName, Mismatch(columnRole, columnName, expectedType, actualType));

        public static Exception ExceptSchemaMismatch(
            this IExceptionContext ctx, string paramName, string columnRole, string columnName, string expectedType, string actualType) =>
            ctx.ExceptParam(paramName, Mismatch(columnRole, columnName, expectedType, actualType));

        private static TException Process<TException>(TException ex, IExceptionContext ctx = null)
            where TException : Exception => ctx is null ? Mark(ex) : ctx.Process(ex);

        private static string Missing(string role, string name) => $"Could not find {role} column '{name}'";

        private static string Mismatch(string role, string name, string expected, string actual) => actual is null
            ? Missing(role, name)
            : $"Schema mismatch for {role} column '{name}': expected {expected}, got {actual}";

        // A message that does not fit its arguments is still better than an exception about the message.
        private static string Format(string msg, object[] args)
        {
            try
            {
                return string.Format(CultureInfo.InvariantCulture, msg, args);
            }
            catch (FormatException)
            {
                return msg;
            }
        }

        private static int SizeOf<T>(ICollection<T> items) => items is null ? 0 : items.Count;
    }
}
