Attribute VB_Name = "SE7Python"
Option Explicit

' Where Python is reached: through the xlwings add-in, called by its name so that no
' reference can be missing.

Private Const ADDIN As String = "xlwings.xlam"

Public Function Runner() As String
    Runner = ADDIN & "!RunPython"
End Function

Public Function SettingsReader() As String
    SettingsReader = ADDIN & "!GetConfig"
End Function

Public Function Hindrance() As String
    ' What keeps Python from being reached, with what to do; empty where nothing does.
    Hindrance = ""
    If Not AddinIsOpen() Then
        Hindrance = "The buttons need the xlwings add-in, and Excel has not loaded it. Close Excel, run  se7 install-addin  " & _
            "in a terminal, or ask IT to, and open the workbook again. Until then the workbook calculates as usual."
    ElseIf Interpreter() = "" Then
        Hindrance = "Excel has not been told where Python is. Close Excel, run  se7 install-addin  in a terminal, " & _
            "or ask IT to, and open the workbook again."
    ElseIf IsGone(Interpreter()) Then
        Hindrance = "Python is no longer at " & Interpreter() & ". Close Excel, run  se7 install-addin  in a terminal, " & _
            "or ask IT to, and open the workbook again."
    ElseIf BringsATab() Then
        Hindrance = "This workbook has a tab named xlwings.conf, or one whose name ends in .py, by which it could choose the " & _
            "program a button starts. If you know who put it there, delete the tab and press the button again."
    End If
End Function

Public Function BringsATab() As Boolean
    ' The add-in would take settings, and even code, from such a tab of whatever workbook is in front.
    Dim sheet As Object
    BringsATab = False
    If ActiveWorkbook Is Nothing Then Exit Function
    For Each sheet In ActiveWorkbook.Worksheets
        If LCase(sheet.Name) = "xlwings.conf" Or LCase(Right(sheet.Name, 3)) = ".py" Then BringsATab = True
    Next sheet
End Function

Public Function AddinIsOpen() As Boolean
    Dim name As String
    On Error GoTo Done
    name = Application.Workbooks(ADDIN).Name
Done:
    AddinIsOpen = (name <> "")
End Function

Public Function Interpreter() As String
    Dim key As String
    key = "INTERPRETER_WIN"
    If InStr(1, Application.OperatingSystem, "Mac") > 0 Then key = "INTERPRETER_MAC"
    Interpreter = ""
    On Error Resume Next
    Interpreter = Application.Run(SettingsReader(), key, "", "user")
End Function

Public Function IsGone(ByVal path As String) As Boolean
    ' Only on Windows: a Mac keeps Excel from looking at files outside its own folders.
    IsGone = False
    If InStr(1, Application.OperatingSystem, "Mac") > 0 Then Exit Function
    If InStr(1, path, "\") = 0 Then Exit Function
    On Error Resume Next
    IsGone = (Dir(path) = "")
End Function
