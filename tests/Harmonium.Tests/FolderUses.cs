using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Harmonium.Tests;

/// <summary>Which folders of an assembly use which others, as namespaces, read from what the compiler wrote: signatures and bodies.</summary>
internal sealed class FolderUses
{
    private readonly ModuleDefinition _module;
    private readonly string _root;
    private readonly SortedDictionary<(string From, string To), SortedSet<string>> _uses = [];

    private FolderUses(ModuleDefinition module)
    {
        _module = module;
        _root = module.Assembly.Name.Name;
        foreach (TypeDefinition type in module.Types)
            Visit(type);
    }

    /// <summary>Every pair of folders of which the first uses the second, with the types that do, such as "Rbm → Layer".</summary>
    internal IReadOnlyDictionary<(string From, string To), SortedSet<string>> All => _uses;

    internal static FolderUses Of(string assembly)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly);
        return new FolderUses(module);
    }

    /// <summary>A use in words, with the first types that show it.</summary>
    internal static string Describe(string from, string to, IReadOnlyCollection<string> types) =>
        $"{from} uses {to}: {string.Join(", ", types.Take(6))}{(types.Count > 6 ? $" and {types.Count - 6} more" : "")}";

    /// <summary>The shortest way from a folder back to itself, described use by use; empty where there is no cycle.</summary>
    internal IReadOnlyList<string> ShortestCycle()
    {
        IEnumerable<List<string>> cycles = _uses.Keys.Select(use => use.From).Distinct().Select(CycleThrough).OfType<List<string>>();
        List<string>? shortest = cycles.MinBy(cycle => cycle.Count);
        return shortest is null ? [] : [.. shortest.Zip(shortest.Skip(1), (from, to) => Describe(from, to, _uses[(from, to)]))];
    }

    private List<string>? CycleThrough(string start)
    {
        Dictionary<string, string> before = [];
        Queue<string> open = new([start]);
        while (open.TryDequeue(out string? folder))
        {
            foreach (string next in _uses.Keys.Where(use => use.From == folder).Select(use => use.To))
            {
                if (next != start && !before.TryAdd(next, folder))
                    continue;
                if (next != start)
                {
                    open.Enqueue(next);
                    continue;
                }

                List<string> cycle = [start, folder];
                while (cycle[^1] != start)
                    cycle.Add(before[cycle[^1]]);
                cycle.Reverse();
                return cycle;
            }
        }

        return null;
    }

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    private void Visit(TypeDefinition type)
    {
        Add(type, type.BaseType);
        AddAttributes(type, type);
        foreach (InterfaceImplementation implemented in type.Interfaces)
            Add(type, implemented.InterfaceType);
        AddConstraints(type, type);
        foreach (PropertyDefinition property in type.Properties)
            AddAttributes(type, property);
        foreach (FieldDefinition field in type.Fields)
        {
            Add(type, field.FieldType);
            AddAttributes(type, field);
        }

        foreach (MethodDefinition method in type.Methods)
        {
            Add(type, method);
            AddAttributes(type, method);
            AddConstraints(type, method);
            if (method.HasBody)
                Visit(type, method.Body);
        }

        foreach (TypeDefinition nested in type.NestedTypes)
            Visit(nested);
    }

    private void Visit(TypeDefinition type, MethodBody body)
    {
        foreach (VariableDefinition variable in body.Variables)
            Add(type, variable.VariableType);
        foreach (ExceptionHandler handler in body.ExceptionHandlers)
            Add(type, handler.CatchType);
        foreach (Instruction instruction in body.Instructions)
        {
            if (instruction.Operand is TypeReference used)
                Add(type, used);
            else if (instruction.Operand is MethodReference called)
                Add(type, called);
            else if (instruction.Operand is FieldReference field)
                Add(type, field);
        }
    }

    private void AddAttributes(TypeDefinition type, ICustomAttributeProvider member)
    {
        foreach (CustomAttribute attribute in member.CustomAttributes)
            Add(type, attribute.AttributeType);
    }

    private void AddConstraints(TypeDefinition type, IGenericParameterProvider member)
    {
        foreach (GenericParameterConstraint constraint in member.GenericParameters.SelectMany(parameter => parameter.Constraints))
            Add(type, constraint.ConstraintType);
    }

    private void Add(TypeDefinition user, MethodReference method)
    {
        Add(user, method.DeclaringType);
        Add(user, method.ReturnType);
        foreach (ParameterDefinition parameter in method.Parameters)
            Add(user, parameter.ParameterType);
        foreach (TypeReference argument in (method as GenericInstanceMethod)?.GenericArguments ?? [])
            Add(user, argument);
    }

    private void Add(TypeDefinition user, FieldReference field)
    {
        Add(user, field.DeclaringType);
        Add(user, field.FieldType);
    }

    private void Add(TypeDefinition user, TypeReference? used)
    {
        if (used is null or GenericParameter)
            return;
        if (used is FunctionPointerType pointer)
        {
            Add(user, pointer.ReturnType);
            foreach (ParameterDefinition parameter in pointer.Parameters)
                Add(user, parameter.ParameterType);
            return;
        }

        foreach (TypeReference argument in (used as GenericInstanceType)?.GenericArguments ?? [])
            Add(user, argument);
        if (used is TypeSpecification specification)
        {
            Add(user, specification.ElementType);
            return;
        }

        TypeReference from = Outermost(user), to = Outermost(used);
        if (!ReferenceEquals(used.Scope, _module) || from.Namespace == to.Namespace || !IsFolder(from.Namespace) || !IsFolder(to.Namespace))
            return;
        if (!_uses.TryGetValue((from.Namespace, to.Namespace), out SortedSet<string>? types))
            _uses[(from.Namespace, to.Namespace)] = types = new SortedSet<string>(StringComparer.Ordinal);
        types.Add($"{from.Name} → {to.Name}");
    }

    /// <summary>The compiler's own types have no namespace, or one of the framework's.</summary>
    private bool IsFolder(string name) => name == _root || name.StartsWith($"{_root}.", StringComparison.Ordinal);
}
